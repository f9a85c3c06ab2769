"""Numbers as Chinese documents write them: 十二, 二十, 二〇〇八, 8, and the zeros ○ 〇 O 0 零."""

DIGITS = {
    char: value
    for value, chars in enumerate(
        ["0〇○零oOοΟоО◯", "1一壹元", "2二两", "3三", "4四", "5五", "6六", "7七", "8八", "9九"]
    )
    for char in chars
}
ZEROS = "〇○零oOοΟоО◯"
NUMERAL = "一二三四五六七八九十百"
_CHINESE = "零一二三四五六七八九"


def number(text):
    """Return the value of 十二 or 12 (0 to 999), or None where `text` is no number."""
    if text.isascii() and text.isdigit():
        return int(text)
    total, digit = 0, None
    for char in text:
        if char in "廿卅":
            total, digit = total + (20 if char == "廿" else 30), None
        elif char in "十百":
            total, digit = total + (1 if digit is None else digit) * (10 if char == "十" else 100), None
        elif char in DIGITS:
            digit = DIGITS[char] if digit is None else digit * 10 + DIGITS[char]
        else:
            return None
    total += digit or 0
    return total if text and total < 1000 else None


def year(text):
    """Return 2008 for 二〇〇八, 二OO八, 2008, or None."""
    values = [DIGITS.get(char) for char in text]
    if len(values) != 4 or None in values:
        return None
    return int("".join(map(str, values)))


def chinese(value):
    """Return 十二 for 12 (1 to 999; 百 as people say it)."""
    if value >= 100:
        rest = value % 100
        middle = "" if not rest else ("零" if rest < 10 else "一" if rest < 20 else "") + chinese(rest)
        return _CHINESE[value // 100] + "百" + middle
    tens, ones = divmod(value, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _CHINESE[tens] + "十") + ("" if not ones else _CHINESE[ones])


def written(value):
    """Return the value as 十二, or as 1200 where no notice counts so far in words."""
    return chinese(value) if value < 1000 else str(value)
