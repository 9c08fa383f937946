#!/usr/bin/env python3
"""test_indicator.py FIXTURE - indicators over real sockets: the dictionary, a
target, readings typed and imported, closed months, sheets, regions, the
leaders' page; every answer is held against its shape."""
import subprocess
import sys
import unittest
from urllib.parse import quote

import test_api as harness
from test_api import Client

BAD = "指标,单位,2026年4月,2026年5月\n技术合同成交额,亿元,40.5,N/A\n研发强度,%,约3%,3.2%\n"


class Indicators(unittest.TestCase):
    ids = {}

    def setUp(self):
        self.office = Client(harness.SERVER, "office", lang="zh-CN")

    def ask(self, method, path, body=None, want=200, who=None, headers=None):
        status, answer = (who or self.office).ask(method, "/api/v1/" + path, body, headers)
        self.assertEqual(status, want, answer)
        return answer

    def send(self, text, want=200, who=None):
        status, answer = (who or self.office).ask("POST", "/api/v1/readings/imports?name=" + quote("数.csv"), raw=text.encode(),
                                                  headers={"Content-Type": "application/octet-stream"})
        self.assertEqual(status, want, answer)
        return answer

    def test_1_from_dictionary_to_pace(self):
        made = self.ask("POST", "indicators", {"code": "contracts", "name": "技术合同成交额", "unit": "亿元", "decimals": 1,
                                               "owner": 3, "aim": "up", "nature": "cumulative", "key": True})
        row = made["row"]
        Indicators.ids["contracts"] = row["id"]
        self.assertEqual((row["state"], row["target"], row["months"]), ("none", None, []))
        self.assertEqual(self.ask("POST", "indicators", {"code": "contracts", "name": "重"}, want=409)["code"], "EEXISTS")
        rate = self.ask("POST", "indicators", {"code": "rd", "name": "研发强度", "unit": "%", "decimals": 1, "nature": "rate"})
        Indicators.ids["rd"] = rate["row"]["id"]
        problem = self.ask("POST", "indicators", {"code": "x", "name": "坏", "unit": "家", "formula": "contracts +\n nobody"}, want=400)
        self.assertIn("第2行第2列", problem["detail"])
        check = self.ask("POST", "formulas/check", {"text": "contracts / rd", "unit": "亿元"})
        self.assertEqual((check["ok"], [one["name"] for one in check["uses"]]), (True, ["技术合同成交额", "研发强度"]))
        self.assertFalse(self.ask("POST", "formulas/check", {"text": "contracts + rd", "unit": "亿元"})["ok"])

        path = "indicators/%d" % row["id"]
        self.ask("POST", path + "/targets", {"year": 2026, "value": 100, "curve": "months", "months": [{"month": 3, "value": 30}, {"month": 6, "value": 20}]}, want=422)
        self.ask("POST", path + "/targets", {"year": 2026, "value": 120, "curve": "even"})
        items = [{"indicator": row["id"], "month": "2026-0%d" % month, "value": 9 * month} for month in range(1, 4)]
        done = self.ask("POST", "readings", {"items": items})
        self.assertEqual((done["fresh"], done["sentence"]), (3, "新增3个数值，修改0个，相同0个。"))
        row = self.ask("GET", path)["row"]
        self.assertEqual((row["month"], row["value"], row["target"], row["expected"]), (3, 27, 120, 30))
        self.assertEqual((row["state"], round(row["points"], 2), row["gates"][0]["state"]), ("near", -2.5, "missed"))
        self.assertEqual(round(row["needed"], 6), round((120 - 27) / 9, 6))
        self.assertTrue(row["plain"])  # three months: nothing to choose a method by
        self.assertIn("3月31日", row["why"])

        problem = self.ask("POST", "readings", {"items": [
            {"indicator": row["id"], "month": "2026-4", "value": 1}, {"indicator": row["id"], "month": "2026-05", "value": 1}]}, want=422)
        self.assertEqual([(one["line"], one["field"]) for one in problem["problems"]], [(1, "month")])
        self.ask("PATCH", path, {"unit": "万元"}, want=422, headers={"If-Match": '"%d"' % row["revision"]})
        self.ask("PATCH", path, {"name": "新名"}, want=412, headers={"If-Match": '"99"'})

    def test_2_a_table_with_two_bad_cells(self):
        preview = self.send(BAD)
        self.assertEqual([(one["cell"], one["offer"]) for one in preview["problems"] if one["severity"] == "error"], [("D2", ""), ("C3", "3")])
        self.assertEqual((preview["ready"], preview["fresh"]), (False, 2))
        path = "readings/imports/%d" % preview["id"]
        self.assertEqual(len(self.ask("POST", path + "/apply", {}, want=422)["problems"]), 2)
        self.ask("DELETE", path)
        preview = self.send(BAD.replace("N/A", "50").replace("约3%", "3"))
        self.assertTrue(preview["ready"])
        done = self.ask("POST", "readings/imports/%d/apply" % preview["id"], {"reason": "月报"})
        self.assertEqual(done["fresh"], 4)
        self.assertEqual(self.ask("GET", "readings/imports/%d" % preview["id"])["state"], "applied")
        self.ask("POST", "readings/imports/%d/apply" % preview["id"], {}, want=409)
        self.send("没有,表头\n1,2\n", want=400)
        self.ask("GET", "readings/imports/99999", want=404)

    def test_3_closed_months_take_a_reason(self):
        one = Indicators.ids["contracts"]
        closed = self.ask("POST", "periods", {"month": "2026-03", "close": True, "reason": "已核定"})
        self.assertEqual([item["month"] for item in closed["items"]], ["2026-03"])
        change = {"items": [{"indicator": one, "month": "2026-03", "value": 28}]}
        self.ask("POST", "readings", change, want=409)
        late = dict(change["items"][0], seen=26)
        problem = self.ask("POST", "readings", {"items": [late], "reason": "更正"}, want=422)
        self.assertEqual((problem["problems"][0]["field"], problem["problems"][0]["text"]), ("seen", "别人刚刚填了27"))
        change["reason"] = "来源更正"
        self.ask("POST", "readings", change)
        series = self.ask("GET", "indicators/%d" % one)["series"]
        march = [item for item in series if item["month"] == "2026-03"]
        self.assertEqual([(item["value"], item["current"]) for item in march], [(28, True), (27, False)])
        self.ask("POST", "periods", {"month": "2026-03", "close": False}, want=422)
        self.ask("POST", "periods", {"month": "2026-03", "close": False, "reason": "补录"})
        self.ask("POST", "periods", {"month": "2026-13", "close": True}, want=422)

    def test_4_sheets_regions_and_the_overview(self):
        one = Indicators.ids["contracts"]
        line = {"indicator": one, "kind": "prorata", "weight": 10, "bonus_max": 1}
        sheet = self.ask("POST", "scores", {"year": 2026, "name": "考核", "lines": [line]})["items"][0]
        self.assertEqual(sheet["lines"][0]["sum"], "10 × 41.7% = 4.17")
        self.ask("PATCH", "scores/%d" % sheet["id"], {"year": 2026, "name": "考核", "lines": [dict(line, weight=-1)]}, want=422, headers={"If-Match": '"1"'})
        regions = [self.ask("POST", "regions", {"name": name, "shape": "M0 0L10 0L10 10Z"})["items"] for name in ("东市", "西市")][-1]
        self.ask("POST", "readings", {"items": [{"indicator": one, "region": region["id"], "month": "2026-05", "value": 20 + at}
                                                for at, region in enumerate(regions)]})
        ranks = self.ask("GET", "ranks?indicator=%d" % one)
        self.assertEqual([(item["name"], item["place"]) for item in ranks["items"]], [("西市", 1), ("东市", 2)])
        self.assertEqual(ranks["month"], "2026-05")
        listed = self.ask("GET", "indicators?q=%s" % quote("合同"))
        self.assertEqual((listed["total"], listed["items"][0]["code"]), (1, "contracts"))
        self.assertEqual(self.ask("GET", "indicators?limit=1")["next"] is None, False)
        cockpit = self.ask("GET", "cockpit")
        self.assertEqual([row["code"] for row in cockpit["keys"]], ["contracts"])
        self.assertEqual((cockpit["measured"], cockpit["score"]["full"]), (1, 10))
        self.assertEqual(sum(light["count"] for light in cockpit["lights"]), cockpit["total"])
        page = self.ask("GET", "units/3/page")
        self.assertEqual((page["unit"], len(page["keys"])), (3, 1))
        self.ask("GET", "units/999/page", want=404)
        self.ask("GET", "promises")
        self.ask("DELETE", "indicators/%d" % one, want=422, headers={"If-Match": '"1"'})  # the sheet uses it
        self.ask("DELETE", "indicators/%d" % Indicators.ids["rd"], headers={"If-Match": '"1"'})
        self.ask("GET", "indicators/%d" % Indicators.ids["rd"], want=404)

    def test_5_who_may(self):
        reader, outside = Client(harness.SERVER, "reader"), Client(harness.SERVER, "expert")
        self.assertEqual(self.ask("GET", "indicators", who=reader)["year"], 2026)
        self.ask("POST", "readings", {"items": []}, want=403, who=reader)
        self.ask("POST", "indicators", {"code": "z", "name": "z"}, want=403, who=Client(harness.SERVER, "head"))
        self.ask("GET", "cockpit", want=403, who=outside)
        head = Client(harness.SERVER, "head")  # of unit 3, which owns it
        self.ask("POST", "readings", {"items": [{"indicator": Indicators.ids["contracts"], "month": "2026-06", "value": 60}]}, who=head)


if __name__ == "__main__":
    harness.learn()
    program = unittest.main(verbosity=1, exit=False, warnings="ignore")
    code = harness.SERVER.stop()
    lines = [line for line in harness.RECORDED if line.split("\t")[0] not in ("binary", "events", "")]
    checked = subprocess.run([harness.FIXTURE, "--check"], input="\n".join(lines) + "\n", text=True)
    sys.exit(0 if program.result.wasSuccessful() and code == 0 and checked.returncode == 0 else 1)
