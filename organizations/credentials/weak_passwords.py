"""Passwords that people in China choose first: names, places, organs and brands in pinyin, with the usual tails.

No list of passwords, but of the pieces that they are made of. A password is weak when it is nothing but a few such
words, with numbers and marks that everybody would try: Admin@123, li123456, wodemima, 1qaz2wsx, Zhejiang#2024.
"""

import re
from functools import cache
from math import inf
from unicodedata import normalize

LONGEST = 128  # characters: no form takes more, and what is longer takes only the server's time
FEW_WORDS = 3  # so many common words in a row are still guessed; more of them make a phrase
LEAST_RUN = 3  # neighbours on the keyboard
FEW_DIGITS = 4
FEW_LETTERS = 3  # initials before a birthday: zl19880808

SURNAMES = """li wang zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo liang song zheng xie han
tang feng yu dong xiao cheng cao yuan deng shen zeng peng lv su lu jiang cai jia ding wei xue ye yan pan du dai xia
zhong wan tian ren fan fang shi yao tan liao zou xiong jin hao kong bai cui kang mao qiu qin gu hou shao meng long
duan lei qian yin chang wen pang lan""".split()
GIVEN = """wei fang na min jing li qiang lei jun yang yong yan jie juan tao ming chao ping gang hua hui hong ling bin bo
feng long xin yu ying ning peng fei xiaoming xiaohong xiaoli xiaohua lili weiwei jianguo jianjun guoqiang zhiqiang
zhigang weidong xiaodong haiyan haitao xiuying guiying yulan meili lihua limin liping zhiwei haifeng jianhua
guohua wenjun yanyan tingting jiajia xinyi zihan haoran yuxuan sanfeng san si wu""".split()
PLACES = """zhongguo china beijing shanghai tianjin chongqing guangzhou shenzhen hangzhou nanjing wuhan chengdu xian suzhou
ningbo wenzhou jiaxing huzhou shaoxing jinhua quzhou zhoushan taizhou lishui qingdao jinan dalian shenyang changchun
haerbin harbin shijiazhuang taiyuan zhengzhou changsha nanchang hefei fuzhou xiamen nanning haikou guiyang kunming
lasa lhasa lanzhou xining yinchuan wulumuqi urumqi huhehaote dongguan foshan wuxi changzhou nantong xuzhou yangzhou
zhejiang jiangsu anhui fujian jiangxi shandong henan hubei hunan guangdong guangxi hainan sichuan guizhou yunnan
xizang shaanxi shanxi gansu qinghai ningxia xinjiang neimenggu hebei liaoning jilin heilongjiang taiwan hongkong
xianggang aomen macau xihu pudong haidian chaoyang""".split()
ORGANS = """zhiliang zhiliangyue zhijian zhijianju zhijianzongju shichangjianguan shijianju shijian jianguan jianguanju
scjg scjgj samr aqsiq zhengfu shizhengfu zhongyang guowuyuan gongan gongshang gongshangju shuiwu shuiwuju fagai fagaiwei
jingxin jingmao weisheng jiaoyu jiaoyuju xuanchuan xuanchuanbu gonghui zonggonghui tuanwei gongqingtuan zhixie
shengju shiju xianju bangongshi bangong xinxi xinxizhongxin guanli guanliyuan xitong wangzhan menhu danwei bumen
quality qualitymonth month gov govcn police""".split()
BRANDS = """huawei lenovo xiaomi oppo vivo meizu honor haier hisense gree midea tencent alibaba alipay taobao tmall jd
jingdong baidu bytedance douyin tiktok weixin wechat weibo netease wangyi sina sohu unicom telecom cmcc mobile zte h3c
hikvision haikang dahua inspur langchao sugon kingdee jindie yonyou yongyou seeyon zhiyuan weaver fanwei ruijie
sangfor topsec qianxin venus nsfocus oracle cisco microsoft windows linux ubuntu centos tomcat weblogic mysql redis
apple iphone samsung qq qq.com maotai moutai""".split()
WORDS = """admin administrator root user guest test tester demo sample system sys oper operator manager master super
superadmin supervisor server service public oa office login pass passwd password passw pwd secret key default changeme
change welcome hello letmein iloveyou love baby angel lucky happy sunshine dragon monkey princess football master
shadow killer super computer internet
mima wodemima mimamima denglu yonghu ceshi woaini woainiw aini woai wode nihao ni hao zhongguoren zuguo woaizhongguo
woaizuguo aiguo laopo laogong baobao baobei mama baba xiaoming xiaobao fafafa facai gongxi gongxifacai xinnian shengri
jiayou tiantian kuaile xingfu pingan ping an jiankang wanshi wanshiruyi ruyi daji dajidali shunli yilushunfeng
shi wo bu zhidao buzhidao suibian""".split()

ROWS = ("1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "abcdefghijklmnopqrstuvwxyz", "!@#$%^&*()_+")
COLUMNS = (
    "1qaz",
    "2wsx",
    "3edc",
    "4rfv",
    "5tgb",
    "6yhn",
    "7ujm",
    "8ik,",
    "9ol.",
    "!qaz",
    "@wsx",
    "#edc",
    "$rfv",
    "%tgb",
)
ZIGZAGS = ("1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0", "qaz", "wsx", "edc", "rfv", "tgb", "qawsedrftgyhujikolp")
LEET = [str.maketrans("@4031$57!|", "aaoelsstii"), str.maketrans("@4031$57!|", "aaoeisstli")]
YEAR = re.compile(r"(?:19|20)\d\d")
DATE = re.compile(r"(?:19|20)?\d\d(?:0?[1-9]|1[0-2])(?:0?[1-9]|[12]\d|3[01])")
# None of them begins another one: two ways to take a number apart would be a million for a long one.
CHOSEN = re.compile(r"(?:520|521|1314|666|888|168|518|110|119|120|315|911|007|10086|10010|10000|9527)+")


def is_weak(password):
    """Whether a password is nothing but a few common words, usual numbers and marks."""
    plain = normalize("NFKC", password[:LONGEST]).casefold()[:LONGEST]  # one character can become eighteen
    return _is_initials_and_number(plain) or _fewest_words(plain) <= FEW_WORDS


def _is_initials_and_number(plain):
    letters, rest = re.fullmatch(r"([a-z]*)(.*)", plain, re.DOTALL).groups()
    return len(letters) <= FEW_LETTERS and bool(rest) and _is_usual_tail(rest)


def _fewest_words(plain):
    """Return with how few common words the whole of it can be written, with a tail after each: infinite if it cannot."""
    forms = [plain, *(plain.translate(table) for table in LEET)]
    bare, tailed = [0] + [inf] * len(plain), [inf] * (len(plain) + 1)  # up to each place, and whether a tail ends there
    for end in range(1, len(plain) + 1):
        for start in range(max(0, end - longest_word()), end):
            if (so_far := min(bare[start], tailed[start])) < bare[end]:
                bare[end] = min(bare[end], so_far + _cost(form[start:end] for form in forms))
        tailed[end] = min((bare[start] for start in _tails(plain, end) if bare[start] < inf), default=inf)
    return min(bare[-1], tailed[-1])


def _tails(plain, end):
    """Yield where a usual tail that ends at `end` can begin, as long as no letter stands in the way."""
    for start in range(end - 1, -1, -1):
        if plain[start].isalpha():
            return
        if _is_usual_tail(plain[start:end]):
            yield start


def _cost(forms):
    """Return 1 for a word, 0 for a run over the keyboard, which nobody finds harder for being long."""
    found = [form for form in forms if form in words()]
    return inf if not found else int(not any(form in walks() for form in found))


def _is_usual_tail(text):
    """Marks, and a number that anybody would try: 123, 2024, 888, 19880808."""
    digits = re.sub(r"[\W_]", "", text)
    return not digits or (digits.isdigit() and _is_usual_number(digits))


def _is_usual_number(digits):
    return (
        len(digits) <= FEW_DIGITS
        or digits in walks()
        or len(set(digits)) <= 2
        or any(pattern.fullmatch(digits) for pattern in (YEAR, DATE, CHOSEN))
    )


@cache
def walks():
    """Every run of neighbours on the keyboard, in both directions."""
    lines = [line * 2 if line == ROWS[0][:10] else line for line in (ROWS[0][:10], *ROWS, *COLUMNS, *ZIGZAGS)]
    both = [*lines, *(line[::-1] for line in lines)]
    return frozenset(
        line[start:end]
        for line in both
        for start in range(len(line))
        for end in range(start + LEAST_RUN, len(line) + 1)
    )


@cache
def words():
    """Every common word, with the names that surnames and given names make."""
    names = {surname + given for surname in SURNAMES for given in GIVEN}
    repeated = {letter * length for letter in "abcdefghijklmnopqrstuvwxyz" for length in range(2, 17)}
    return frozenset({*SURNAMES, *GIVEN, *PLACES, *ORGANS, *BRANDS, *WORDS, *names, *repeated, *walks()})


@cache
def longest_word():
    """Return how many characters the longest of them has."""
    return max(map(len, words()))
