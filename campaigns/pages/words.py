"""The words of the site, explained once: the pages show them, and link to them by id (/help/words/#countersign).

After 《党政机关公文处理工作条例》 (中办发〔2012〕14号), GB/T 9704-1999 and GB/T 9704-2012, and, for openness,
《中华人民共和国政府信息公开条例》. To change an explanation, change its sentence here.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    """`id` is its address within the page; `see` are the ids of words that help to understand it."""

    id: str
    term: str
    meaning: str
    see: tuple = ()

    @property
    def related(self):
        return [WORDS[id] for id in self.see]


@dataclass(frozen=True)
class Group:
    id: str
    title: str
    words: tuple


DOCUMENT = (
    Word(
        "notice",
        "通知",
        "公文的一种，适用于发布、传达要求下级机关执行和有关单位周知或者执行的事项，以及批转、转发公文。"
        "本站的通知，专指部署质量月活动和与活动有关的通知。",
    ),
    Word("addressees", "主送", "公文的主要受理机关，用全称、规范化简称或者同类型机关统称。", ("cc",)),
    Word("cc", "抄送", "除主送机关外，需要执行或者知晓公文内容的其他机关。", ("addressees",)),
    Word(
        "host",
        "主办（牵头）机关",
        "几个机关联合行文时牵头办理的机关。联合行文使用主办机关的发文字号，署名时主办机关排在前面。"
        "收录的历史通知，以原文的署名顺序为准。",
        ("co-issuers", "number"),
    ),
    Word("co-issuers", "联署", "几个机关联合发文，共同署名。参加联署的机关称联署机关。", ("host", "countersign")),
    Word(
        "number",
        "发文字号",
        "由发文机关代字、年份、发文顺序号组成，形式如“×质联〔2008〕1号”。年份用六角括号，顺序号不加“第”，不编虚位。",
    ),
    Word(
        "dated",
        "成文日期",
        "会议通过的日期，或者发文机关负责人签发的日期；联合行文，为最后签发机关负责人签发的日期。",
        ("sign", "printed"),
    ),
    Word(
        "printed",
        "印发日期",
        "公文的送印日期，载于版记。原文没有成文日期的，本站按印发日期排列，并注明。",
        ("dated", "imprint"),
    ),
    Word("attachment", "附件", "公文正文的说明、补充或者参考资料。"),
    Word(
        "imprint",
        "版记",
        "公文末页首条分隔线以下、末条分隔线以上的部分，载抄送机关、印发机关和印发日期。1999年标准的公文还有主题词。",
        ("cc", "printed"),
    ),
    Word(
        "layout",
        "版式",
        "公文用纸、版面和各要素的编排规则。2012年版式依《党政机关公文格式》（GB/T 9704-2012），自2012年7月1日起施行；"
        "1999年版式依此前的《国家行政机关公文格式》（GB/T 9704-1999）；信函格式是其中的特定格式。",
    ),
)
HANDLING = (
    Word(
        "countersign", "会签", "联合发文时，各联署机关负责人对同一文稿签署意见。文稿改动的，应当重新会签。", ("sign",)
    ),
    Word("sign", "签发", "机关负责人审批文稿并签字，同意发出。签发后文稿定稿。", ("countersign", "issue")),
    Word("issue", "印发", "公文签发后，经复核、登记、印制，发给主送、抄送机关。", ("sign", "printed")),
    Word("receive", "签收", "收到公文的机关清点、核对无误后，签字或者盖章，并注明时间。"),
    Word(
        "receive-for",
        "代收",
        "收文单位在本系统没有办理人员的，由本条线上一级单位代为签收，并负责转告；两个单位都看得到。",
        ("receive",),
    ),
    Word(
        "adapt",
        "贯彻",
        "下级地区根据上级通知制定本地通知，由当地牵头部门主办，在贯彻期限内印发；可以不制定的，由布置的机关免予制定，并写明理由。",
        ("lineage", "lock"),
    ),
    Word(
        "lock",
        "锁定",
        "上级通知指定下级必须照录的内容：活动主题、起止日期、个别文字，或者整条。锁定文字前后的句子可以改动。",
        ("adapt",),
    ),
    Word("supervise", "督办", "对通知的签收、贯彻情况进行督促检查，催办未办的事项。", ("receive", "adapt", "urge")),
    Word(
        "urge",
        "催办",
        "请还没有签收、还没有印发本地通知的单位尽快办理。一个工作日内对同一单位只催办一次，确需再催的，另行确认。",
        ("supervise",),
    ),
)
STANDING = (
    Word("recorded", "收录", "把本站以外印发的通知作为历史文件登记入库，照录原文；原文没有的，不补。"),
    Word("in-force", "现行有效", "没有被撤销、废止，也没有被新的版本代替。", ("annul", "repeal")),
    Word("annul", "撤销", "由发文机关、上级机关或者权力机关依职权取消公文。被撤销的公文，视为自始无效。", ("repeal",)),
    Word(
        "repeal",
        "废止",
        "由发文机关、上级机关或者权力机关依职权终止公文的效力。被废止的公文，视为自废止之日起失效。",
        ("annul",),
    ),
    Word("openness", "公开属性", "拟制公文时确定的公开方式，分为主动公开、依申请公开、不予公开三种。"),
    Word("public", "主动公开", "机关主动向社会公布。本站只展示主动公开的通知。", ("openness",)),
    Word("on-request", "依申请公开", "不主动公布，公民、法人或者其他组织可以向制作机关申请获取。", ("openness",)),
    Word("closed", "不予公开", "依照法律、行政法规和国家有关规定不公开，并说明理由。", ("openness",)),
)
DERIVING = (
    Word("clause", "条款", "通知中可以单独引用的一段：如“三（四）”指第三部分第（四）条。"),
    Word("line", "条线", "从中央到地方承担同类工作的部门系列，如质量监督、宣传、经济、工会、共青团、质量协会。"),
    Word("lineage", "沿革", "下级通知的每一条来自上级通知的哪一条，作了什么处理，分为照录、调整等六种。"),
    Word(
        "stale",
        "待更新",
        "上级通知更正后，与之对应而还没有跟进的条款：上级有改动、上级已删去、上级新增，以及上级自己还没有跟进的“上级待更新”。",
        ("lineage",),
    ),
)
RELATIONS = (
    Word("kept", "照录", "文字与上级通知的条款相同，位置也相当；全角、半角的差别不计。"),
    Word("adapted", "调整", "来自上级通知的一条，文字有改动。"),
    Word("merged", "合并", "由上级通知的两条或者几条合成一条。"),
    Word("moved", "移位", "文字与上级通知的条款相同，移到了另一部分，或者改变了层次。"),
    Word("new", "新增", "上级通知没有，本级增加。"),
    Word("omitted", "不适用", "上级通知有，本级没有采用，列明理由；收录的通知没有说明理由的，写“原文未说明”。"),
)
GROUPS = (
    Group("document", "公文", DOCUMENT),
    Group("handling", "办理", HANDLING),
    Group("standing", "效力与公开", STANDING),
    Group("deriving", "条款与沿革", DERIVING + RELATIONS),
)
WORDS = {word.id: word for group in GROUPS for word in group.words}
