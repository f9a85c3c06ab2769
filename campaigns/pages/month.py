"""The line of days under a campaign's theme: one tick a day, shorter at weekends, today in red."""

from datetime import timedelta

WIDTH, HEIGHT = 600, 36
TICK, SHORT_TICK = 26, 12


class MonthLine:
    """The days of a campaign as SVG paths: past, today, ahead. WIDTH by HEIGHT units."""

    def __init__(self, campaign, today):
        self.campaign = campaign
        self.today = today
        self.length = (campaign.ends_on - campaign.starts_on).days + 1
        self.days = [campaign.starts_on + timedelta(days=number) for number in range(self.length)]

    def _tick(self, number, day):
        x = 1 + number * (WIDTH - 2) / max(self.length - 1, 1)
        height = HEIGHT if day == self.today else SHORT_TICK if day.weekday() >= 5 else TICK
        return f"M{x:.1f} {HEIGHT}v-{height}"

    def _path(self, wanted):
        return "".join(self._tick(number, day) for number, day in enumerate(self.days) if wanted(day))

    @property
    def past(self):
        return self._path(lambda day: day < self.today)

    @property
    def now(self):
        return self._path(lambda day: day == self.today)

    @property
    def ahead(self):
        return self._path(lambda day: day > self.today)

    @property
    def progress(self):
        """Say how far along the campaign is: 今天9月10日，第10天，共30天."""
        number = (self.today - self.campaign.starts_on).days + 1
        said = f"今天{self.today.month}月{self.today.day}日，第{number}天"
        if number > self.length:
            said = "已结束"
        elif number < 1:
            said = f"还有{1 - number}天开始"
        return f"{said}，共{self.length}天"

    @property
    def label(self):
        return f"{self.progress}。短线为周末。"
