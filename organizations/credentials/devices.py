"""Devices in words: what a browser says of itself, as its owner would name it."""

# The first that fits: most browsers also name those that they descend from.
BROWSERS = {
    "MicroMessenger": "微信",
    "DingTalk": "钉钉",
    "Edg": "Edge",
    "QQBrowser": "QQ浏览器",
    "MetaSr": "搜狗浏览器",
    "QIHU": "360浏览器",
    "360SE": "360浏览器",
    "360EE": "360浏览器",
    "UCBrowser": "UC浏览器",
    "UBrowser": "UC浏览器",
    "HuaweiBrowser": "华为浏览器",
    "MiuiBrowser": "小米浏览器",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "Chrome": "Chrome",
    "CriOS": "Chrome",
    "Trident": "IE",
    "MSIE": "IE",
    "Safari": "Safari",
}
SYSTEMS = {
    "HarmonyOS": "鸿蒙",
    "OpenHarmony": "鸿蒙",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "安卓",
    "Windows": "Windows",
    "Macintosh": "macOS",
    "UOS": "统信UOS",
    "Kylin": "麒麟",
    "Linux": "Linux",
}


def device(user_agent):
    """Return browser and system, such as Chrome，Windows; what is unknown is said to be."""
    return f"{_first(BROWSERS, user_agent, '其他浏览器')}，{_first(SYSTEMS, user_agent, '其他系统')}"


def _first(names, user_agent, otherwise):
    return next((name for mark, name in names.items() if mark in user_agent), otherwise)
