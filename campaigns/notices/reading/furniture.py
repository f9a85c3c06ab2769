"""What stands on a web page or a printed page around a notice: recognised line by line, never guessed away."""

import re

from .characters import fold
from .dates import DATE, from_match

# Anywhere: page numbers, picture placeholders.
_PAGE_MARK = re.compile(
    r"[-—–―－·_]{1,3}\d{1,3}[-—–―－·_]{1,3}|第\d{1,3}页(?:[,，/]?共\d{1,3}页)?|第[一二三四五六七八九十]{1,3}页"
)
_PICTURE = re.compile(r"\[(?:image|img|图片)(?:[:：].*)?\]|!\[.*\]\(.*\)|<img.*", re.IGNORECASE)

# Words of a page's controls; whole lines only.
_CONTROL = re.compile(
    r"[\[(]*(?:返回|返回(?:首页|顶部|列表|上一?[页级]|目录)|打印|打印(?:本页|此页|本文|文章)|关闭|关闭(?:窗口|本页|页面)|收藏|收藏本站|加入收藏|设为首页"
    r"|分享|分享到.{0,30}|分享至.{0,20}|字体.{0,20}|字号.{0,20}|大中小|[大中小]|扫一扫.{0,30}|无障碍(?:浏览|阅读)?|繁体|繁體|简体|English|手机版|网站地图|下载|保存"
    r"|(?:打印(?:本页|此页|本文)?|关闭(?:窗口|本页|页面)?|返回|收藏|分享|下载|保存|字体|首页|顶部|大|中|小|\||[\[\]]){2,8}|纠错|我要纠错|点赞|评论|视力保护色.{0,20}|语音播报|阅读全文|相关(?:新闻|链接|文档|文章|阅读|稿件|信息).{0,20}"
    r"|收录于.{0,20}|#.{1,20}|.{0,10}点击上方.{0,20}|.{0,6}蓝字关注.{0,10}|原创|微信|微博|QQ空间|朋友圈|登录|注册|搜索|检索|更多.{0,3})[\])]*"
)
_TRAIL = re.compile(
    r"(?:您?(?:当前|现在|所在|目前)?(?:的)?(?:位置|在)[:：]?)?(?:首页|主页|.{2,20}网|.{2,15}首页)\s*(?:>+|»|›|＞|→|/|-)+.*"
)
_WHERE = re.compile(
    r"(?:您?(?:当前|现在|所在|目前)(?:的)?(?:位置|所在)|您的位置|您所在的位置|位置|首页)(?:[:：]|>+|»|是).*"
)
_FOOT = re.compile(
    r"(?:版权所有|主办(?:单位)?:|承办(?:单位)?:|协办(?:单位)?:|技术支持|网站标识码|网站维护|建议使用|备案|.{0,6}ICP备|.{0,6}公网安备"
    r"|copyright|©|上一[篇条页]|下一[篇条页]|前一篇|后一篇|责任编辑|(?:责编|编辑|编审|审核|审校|作者|记者|录入|校对|打字)[:：]|访问量|浏览(?:次数|量)|点击(?:数|率|次数)|阅读(?:次数|量)"
    r"|扫一扫|分享到|友情链接|联系我们|网站地图|关于我们|.{0,20}公安备|您是第|隐私|法律声明|附件下载|文件下载|相关附件|相关文件|相关解读|政策解读|解读[:：])",
    re.IGNORECASE,
)
_LATIN_ONLY = re.compile(r"[^A-Za-z]{0,4}[A-Za-z][\x00-\x7f©®]*")

# Label and value of a page's table of facts. Labels are matched without their inner spaces.
_LABELS = (
    "索引号 信息索引号 信息索引 发文机关 发文机构 发文单位 发布机构 发布单位 公开机构 制发机关 文号 发文字号 发文文号 主题分类 主题词 关键词 关键字 成文日期 发文日期 "
    "发文时间 发布日期 发布时间 生成日期 公开日期 公开时间 公布日期 印发日期 更新时间 创建时间 时间 日期 信息来源 文章来源 稿件来源 来源 标题 名称 信息名称 文件名称 有效性 效力状态 时效性 "
    "时效 体裁 体裁分类 公文种类 公文体裁 文件类型 公开方式 公开形式 公开范围 公开类型 公开属性 组配分类 服务对象 主题 分类 信息分类 栏目 备注 内容概述 概述 统一编号 统一登记号 "
    "登记号 文件编号 编号 责任部门 责任单位 承办单位 主办单位 生效日期 实施日期 失效日期 废止日期 施行日期 有效期 状态 浏览次数 浏览量 点击数 点击次数 点击率 访问次数 阅读次数 作者 "
    "责任编辑 编辑 审核 字体 字号 字体大小 视力保护色 分享到 分享 所属主题 所属类别 所属机构 公开目录 文件有效性 签发人 密级 撰写时间 信息提供日期 发布机关 发布人 来稿单位 供稿"
).split()


def _spaced(word):
    return r"\s*".join(word)


_ANY_LABEL = "|".join(_spaced(label) for label in sorted(_LABELS, key=len, reverse=True))
_LABELLED = re.compile(rf"(?<![\u4e00-\u9fff])\[?({_ANY_LABEL})\s*\]?\s*:")


def everywhere(line):
    """Return why `line` is no part of a notice wherever it stands, or None."""
    if len(line.text) > 300:
        return None
    if _PAGE_MARK.fullmatch(line.compact):
        return "页码"
    return "图片占位" if _PICTURE.fullmatch(line.compact) else None


def control(line):
    """Return why `line` is a control or a trail of the page, or None."""
    if len(line.compact) > 120:
        return None
    if _TRAIL.fullmatch(line.compact) or _WHERE.fullmatch(line.compact):
        return "导航"
    return "页面按钮" if _CONTROL.fullmatch(line.compact) else None


def foot(line):
    """Return why `line` belongs to the foot of the page, or None. Asked only after the end of the notice."""
    if control(line):
        return control(line)
    if _FOOT.match(line.compact):
        return "页脚"
    return "页脚" if _LATIN_ONLY.fullmatch(line.compact) else None


def _squeezed(label):
    return "".join(label.split())


def facts(line):
    """Return [(label, value)…] of a line of the page's table of facts, [] where it is none.

    A value may be empty: it then stands on the next line.
    """
    matches = list(_LABELLED.finditer(line.folded[:600]))
    lead = line.folded[: matches[0].start()].strip() if matches else ""
    if matches and (not lead or DATE.fullmatch(lead)):
        ends = [m.start() for m in matches[1:]] + [len(line.text)]
        found = [(_squeezed(m[1]), line.text[m.end() : end].strip()) for m, end in zip(matches, ends, strict=True)]
        return ([("发布时间", lead)] if lead else []) + found
    if line.compact.rstrip(":") in _LABELS:
        return [(line.compact.rstrip(":"), "")]
    return _cells(line)


def _cells(line):
    """Label, tab, value, tab, label …: a table row as it is pasted."""
    cells = [cell.strip() for cell in re.split(r"\t+|\s{3,}", line.text) if cell.strip()]
    if len(cells) < 2 or _squeezed(cells[0]).rstrip(":：") not in _LABELS:
        return []
    found, pending = [], None
    for cell in cells:
        key = _squeezed(cell).rstrip(":：")
        if key in _LABELS:
            if pending:
                found.append((pending, ""))
            pending = key
        elif pending:
            found.append((pending, cell))
            pending = None
    return found + ([(pending, "")] if pending else [])


def stamp(text):
    """Return a publication time as 2008-09-20 or 2008-09-20 00:00, or "" where there is none."""
    match = DATE.search(fold(text[:200]))
    date = from_match(match, text) if match else None
    return f"{date.iso} {date.time}".strip() if date else ""
