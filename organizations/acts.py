"""What the audit calls each act, in words. One table: whatever records an act anywhere must have its word here."""

from django.apps import apps

GROUPS = {  # in the order in which a filter lists them
    "账号": {
        "sign-in": "登录",
        "sign-out": "退出登录",
        "second-step-code": "填写第二步验证码",
        "change-password": "更换密码",
        "reset-password": "重设忘记的密码",
        "change-address": "更换邮箱",
        "set-up-second-step": "设置第二步验证",
        "remove-second-step": "撤销第二步验证",
        "new-recovery-codes": "重新生成恢复码",
        "end-own-sessions": "结束自己在别处的登录",
        "lock": "停用账号",
        "unlock": "恢复账号",
        "end-sessions": "结束全部登录",
        "reset-second-step": "重置第二步验证",
        "release-lockout": "解除登录锁定",
    },
    "人员": {
        "appoint": "任职",
        "dismiss": "免去任职",
        "delegate": "委托",
        "revoke": "终止委托",
        "invite": "邀请",
        "invite-again": "重新发送邀请",
        "withdraw-invitation": "撤回邀请",
        "accept-invitation": "接受邀请",
        "decline-invitation": "谢绝邀请",
        "rename": "更改姓名",
    },
    "起草会签": {
        "notice-begun": "起草通知",
        "notice-move": "改变通知状态",
        "notice-office": "更改印发机关",
        "countersign": "会签",
        "countersign-again": "请重新会签",
        "gate-confirm": "公开前核对",
    },
    "签发印发": {
        "notice-sign-own": "自签，待复核",
        "notice-sign": "签发通知",
        "notice-put-off": "改变印发时间",
        "notice-correct": "更正通知",
        "notice-withdraw": "撤销通知",
        "notice-repeal": "废止通知",
        "file-damaged": "文件与印发时不一致",
        "series-add": "登记机关代字",
        "series-inherit": "承接机关代字",
        "series-take": "登记由他单位停用或者释放的机关代字",
        "series-use": "启用机关代字",
        "series-rest": "停用机关代字",
        "series-release": "释放机关代字",
        "series-give-back": "退还机关代字",
        "number-give": "编发文字号",
        "number-begin": "设定起始序号",
        "number-outside": "登记系统外字号",
        "number-void": "作废字号",
    },
    "下达贯彻": {
        "notice-send": "送达通知",
        "notice-receive": "签收",
        "notice-receive-paper": "登记纸质签收",
        "notice-derive": "起草贯彻通知",
        "notice-relate": "更正沿革",
        "adaptation-drop": "更正后不再布置贯彻",
        "notice-follow": "跟进上级更正",
        "adaptation-day": "调整贯彻期限",
        "adaptation-waive": "免予制定本地通知",
        "adaptation-ask-again": "恢复贯彻任务",
        "urge": "催办",
    },
    "活动": {
        "campaign-create": "新建活动",
        "campaign-clone": "参照往年新建活动",
        "campaign-edit": "修改活动",
        "campaign-move": "改变活动状态",
        "campaign-discard": "废弃活动草稿",
        "workdays-arrange": "登记放假安排",
        "workdays-complete": "确认放假安排完整",
        "workdays-reopen": "重新登记放假安排",
    },
    "平台": {
        "platform-role": "授予平台管理员",
        "record-added": "新增资料",
        "record-changed": "修改资料",
        "resend-mail": "重新发送邮件",
        "take-mail-for-sent": "确认邮件已送达",
        "give-up-mail": "不再发送邮件",
        "retry-job": "重试任务",
        "export-audit": "导出审计记录",
        "accept-missing-head": "重新写入库外链尾记录",
    },
}
ACTS = {act: word for acts in GROUPS.values() for act, word in acts.items()}


def word_for(act):
    """Return what an act is called; one that is gone from the code keeps its name."""
    return ACTS.get(act, act)


def thing_word(label):
    """Return what a kind of thing (app.model) is called; one that is gone from the code keeps its name."""
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except LookupError:
        return label
