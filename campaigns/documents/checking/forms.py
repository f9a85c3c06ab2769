"""How the elements of an official document are written: the patterns that they are known by."""

import re

COPY_NUMBER = re.compile(r"(?:No\.?|№)?\d{3,9}")
SECRECY = re.compile(r"(?:绝密|机密|秘密).{0,8}")
URGENCY = re.compile(r"特急|加急|平急|特提")
SIGNER = re.compile(r"签发人[:：]")
NUMBER = re.compile(r".{0,16}[〔\[(（【［﹝]?\d{2,4}[〕\])）】］﹞]?第?[\d×xX]+号")
ORDER_NUMBER = re.compile(r"第[\d一二三四五六七八九十百]+[号期]")
LISTED = re.compile(r"附件[:：]")
ITEM = re.compile(r"\d{1,2}[.．、]")
SERIAL = re.compile(r"\d{1,2}[.．、](?!\d)")
_NUMERAL = "[\\d〇○零OoО一二三四五六七八九十元]"
DATE = re.compile(rf"{_NUMERAL}{{2,4}}年(?:{_NUMERAL}{{1,2}}月)?(?:{_NUMERAL}{{1,3}}日)?")
NOTE = re.compile(r"[（(].*")
LABEL = re.compile(r"(?:.{2,14}[〔（(]\d{4}[〕）)]\d+号)?附件\d{0,2}[:：]?")
IMPRINT = re.compile(r"(?:主题词|抄送|抄报|主送|分送|发送)[:：]|.*印发$")
PAGE_NUMBER = re.compile(r"\D{0,3}\d{1,4}\D{0,3}")
SECTION = re.compile(r"[一二三四五六七八九十]{1,3}、")
CLAUSE = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]")
PRESENT = re.compile(r"(?:出席|请假|列席)[^:：]{0,4}[:：]")
