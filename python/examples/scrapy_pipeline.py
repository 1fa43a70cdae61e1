"""A pipeline of Scrapy that makes an article of the page in an item.

In settings.py: ITEM_PIPELINES = {"scrapy_pipeline.Copydesk": 300}
"""

import copydesk
from itemadapter import ItemAdapter


class Copydesk:
    def process_item(self, item):
        adapter = ItemAdapter(item)
        result = copydesk.clean(adapter["html"], source_format="html", url=adapter.get("url"), front_matter=False)
        adapter["article"] = result.text
        adapter["title"] = result.document["meta"].get("title")
        adapter["repairs"] = len(result.repairs)
        return item
