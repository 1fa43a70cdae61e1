"""A step of datatrove that cleans each document, and keeps on it what was repaired."""

import copydesk
from datatrove.pipeline.formatters.base import BaseFormatter


class Copydesk(BaseFormatter):
    name = "copydesk"

    def format(self, text: str) -> str:
        return copydesk.clean(text, to="text").text
