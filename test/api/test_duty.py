#!/usr/bin/env python3
"""test_duty.py FIXTURE - the life of a task over real sockets: moves, conflicts
that tell what stands now, evidence, many at once, my work, versions, settings."""
import hashlib
import subprocess
import sys
import unittest

import test_api as harness
from test_api import Client

SCORES = {"time": 30, "quality": 28, "feedback": 20, "team": 10, "papers": 10}


class Case(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.office = Client(harness.SERVER, "office", lang="zh-CN")
        cls.liaison = Client(harness.SERVER, "liaison", lang="zh-CN")
        cls.leader = Client(harness.SERVER, "leader")
        cls.inspector = Client(harness.SERVER, "inspector")

    def good(self, answer):
        self.assertIn(answer[0], (200, 201, 204), answer[1])
        return answer[1]

    def add(self, title, **more):
        return self.good(self.office.post("/api/v1/tasks", {"title": title, "unit": 3,
                                                            "deadline": "2026-10-30", **more}))["bar"]["id"]

    def move(self, client, task, move, **more):
        return client.post(f"/api/v1/tasks/{task}/duty/moves", {"move": move, **more})

    def upload(self, client, task, name, data):
        return self.good(client.ask("POST", f"/api/v1/tasks/{task}/duty/files?name={name}", raw=data,
                                    headers={"Content-Type": "application/octet-stream"}))

    def finish(self, task, data=b"proof"):
        file = self.upload(self.liaison, task, "proof.txt", data)
        self.good(self.move(self.liaison, task, "finish", reason="完成",
                            files=[{"file": file["id"], "sha256": file["sha256"]}]))
        return file

    def carried(self, title, **more):
        task = self.add(title, **more)
        self.good(self.move(self.office, task, "issue"))
        self.good(self.move(self.liaison, task, "sign"))
        return task


class Moves(Case):
    def test_from_issue_to_score(self):
        task = self.add("评估报告", support=[{"unit": 2, "duty": "供数"}])
        duty = self.good(self.move(self.office, task, "issue"))
        self.assertEqual([strip["state"] for strip in duty["strips"]], ["issued", "issued"])
        self.assertEqual(duty["strips"][1]["text"], "供数")
        self.assertIsNotNone(duty["strips"][0]["late"])
        self.good(self.move(self.liaison, task, "sign"))
        self.assertEqual(self.move(self.liaison, task, "ask_extension", reason="推迟", day="2026-09-01")[0], 422)
        self.good(self.move(self.liaison, task, "ask_extension", reason="推迟", day="2026-11-30"))
        look = self.good(self.office.get(f"/api/v1/tasks/{task}/duty"))
        self.assertEqual((look["strips"][0]["state"], look["strips"][0]["asked"]), ("extending", "2026-11-30"))
        self.assertIn("extension_grant", [can["move"] for can in look["strips"][0]["can"]])
        self.assertNotEqual(look["effect"], "")
        look = self.good(self.move(self.office, task, "extension_grant"))
        self.assertEqual((look["deadline"], look["strips"][0]["extensions"], look["strips"][0]["first_deadline"]),
                         ("2026-11-30", 1, "2026-10-30"))
        file = self.finish(task)
        self.assertEqual(file["sha256"], hashlib.sha256(b"proof").hexdigest())
        status, data = self.office.get(f"/api/v1/tasks/{task}/duty/files/{file['id']}")
        self.assertEqual((status, data), (200, b"proof"))
        self.assertEqual(self.move(self.liaison, task, "accept", scores=SCORES)[0], 403)
        status, problem = self.move(self.office, task, "accept", scores={**SCORES, "time": 31})
        self.assertEqual((status, problem["problems"][0]["field"]), (422, "scores.time"))
        look = self.good(self.move(self.office, task, "accept", scores=SCORES))
        self.assertEqual((look["strips"][0]["score"], look["strips"][0]["grade"]), (98, "excellent"))
        self.assertEqual(look["strips"][1]["state"], "accepted")  # closed with the lead
        self.assertEqual(look["steps"][0]["move"], "close")
        self.assertEqual(self.good(self.office.get(f"/api/v1/tasks/{task}"))["bar"]["duty"], "accepted")

    def test_the_second_of_two_is_told_what_stands_now(self):
        task = self.add("同时签收")
        seen = self.good(self.move(self.office, task, "issue"))["strips"][0]["moves"]
        self.good(self.move(self.liaison, task, "sign", seen=seen))
        status, problem = self.move(self.liaison, task, "sign", seen=seen)
        self.assertEqual((status, problem["code"]), (409, "ECONFLICT"))
        self.assertEqual(problem["current"]["strips"][0]["state"], "carried")
        self.assertIn("他人已先办理", problem["detail"])

    def test_a_stale_edit_tells_the_task_as_it_is(self):
        task = self.add("两人修改")
        revision = {"If-Match": '"1"'}
        self.good(self.office.ask("PATCH", f"/api/v1/tasks/{task}", {"short": "甲"}, headers=revision))
        status, problem = self.office.ask("PATCH", f"/api/v1/tasks/{task}", {"short": "乙"}, headers=revision)
        self.assertEqual(status, 412)
        self.assertEqual((problem["current"]["bar"]["short"], problem["current"]["bar"]["revision"]), ("甲", 2))

    def test_every_move_has_its_words_in_both_languages(self):
        task = self.carried("双语")
        for client, words in ((self.office, "暂缓"), (Client(harness.SERVER, "office"), "Pause")):
            can = self.good(client.get(f"/api/v1/tasks/{task}/duty"))["strips"][0]["can"]
            self.assertIn(words, [one["words"] for one in can])

    def test_who_may_not_is_told_who_may(self):
        task = self.carried("权限")
        self.assertEqual(self.good(self.inspector.get(f"/api/v1/tasks/{task}/duty"))["strips"][0]["can"], [])
        for client, move in ((self.inspector, "urge"), (self.liaison, "pause"), (self.office, "instruct")):
            status, problem = self.move(client, task, move, reason="x", todo="y")
            self.assertEqual((status, problem["code"]), (403, "EDENIED"), move)
        self.assertEqual(self.move(self.office, task, "fly")[0], 422)
        self.assertEqual(self.move(self.office, 99999, "issue")[0], 404)

    def test_an_instruction_is_answered_before_acceptance(self):
        task = self.carried("批示件")
        self.assertEqual(self.move(self.leader, task, "instruct", reason="抓紧")[0], 422)
        self.good(self.move(self.leader, task, "instruct", reason="抓紧", todo="报说明", todo_due="2026-07-20"))
        todo = self.good(self.liaison.get("/api/v1/my"))["todos"]
        mine = [one for one in todo if one["task"] == task][0]
        self.finish(task)
        self.assertEqual(self.move(self.office, task, "accept", scores=SCORES)[0], 409)
        self.good(self.move(self.liaison, task, "answer", reason="已报", answers=mine["id"]))
        self.good(self.move(self.office, task, "accept", scores=SCORES))


class Files(Case):
    def test_a_guessed_file_cannot_be_attached_nor_read(self):
        task, other = self.carried("佐证"), self.carried("别的")
        file = self.upload(self.liaison, task, "a.txt", b"secret")
        status, problem = self.move(self.liaison, task, "finish", reason="完成",
                                    files=[{"file": file["id"], "sha256": "0" * 64}])
        self.assertEqual((status, problem["problems"][0]["field"]), (422, "files"))
        self.assertEqual(self.liaison.get(f"/api/v1/tasks/{other}/duty/files/{file['id']}")[0], 404)
        self.assertEqual(self.inspector.ask("POST", f"/api/v1/tasks/{task}/duty/files?name=a.txt", raw=b"x",
                                            headers={"Content-Type": "application/octet-stream"})[0], 403)


class Many(Case):
    def test_issue_says_first_what_would_happen(self):
        one, two = self.add("批量甲"), self.add("批量乙")
        three = self.good(self.office.post("/api/v1/tasks", {"title": "没有单位"}))["bar"]["id"]
        look = self.good(self.office.post("/api/v1/duty/issue", {"tasks": [one, two, three]}))
        self.assertEqual((sorted(look["tasks"]), look["applied"], len(look["held"])), ([one, two], False, 1))
        self.assertEqual(self.good(self.office.get(f"/api/v1/tasks/{one}"))["bar"]["duty"], "draft")
        look = self.good(self.office.post("/api/v1/duty/issue", {"tasks": [one, two, three], "apply": True}))
        self.assertTrue(look["applied"])
        self.assertIn("已下达2项任务", look["sentence"])
        status, problem = self.liaison.post("/api/v1/duty/sign", {"items": [{"task": one}, {"task": three}]})
        self.assertIn(status, (403, 409))
        my = self.good(self.liaison.post("/api/v1/duty/sign", {"items": [{"task": one}, {"task": two}]}))
        signing = [row["task"] for row in my["lists"][0]["rows"]]
        self.assertNotIn(one, signing)
        self.assertEqual(self.liaison.post("/api/v1/duty/issue", {"tasks": [one]})[0], 403)
        self.assertEqual(self.office.post("/api/v1/duty/issue", {})[0], 422)

    def test_my_work_is_mine(self):
        task = self.carried("在手")
        names = {part["name"]: [row["task"] for row in part["rows"]]
                 for part in self.good(self.liaison.get("/api/v1/my"))["lists"]}
        self.assertIn(task, names["do"])
        listed = [row["id"] for row in self.good(self.liaison.get("/api/v1/tasks?duty=carried&limit=1000"))["items"]]
        self.assertIn(task, listed)
        self.good(self.move(self.liaison, task, "ask_handover", reason="人手不足", unit=4))
        rows = {part["name"]: part["rows"] for part in self.good(self.office.get("/api/v1/my"))["lists"]}
        row = [one for one in rows["decide"] if one["task"] == task][0]
        self.assertEqual((row["reason"], row["state"]), ("人手不足", "handing"))
        self.good(self.move(self.office, task, "handover_grant"))
        self.assertEqual(self.move(self.liaison, task, "sign")[0], 403)  # the new unit signs


class House(Case):
    def test_versions_come_back_as_new_ones(self):
        task = self.carried("原名")
        self.good(self.move(self.office, task, "change", reason="厅务会定", edit={"title": "新名"}))
        rows = self.good(self.liaison.get(f"/api/v1/tasks/{task}/versions"))["items"]
        self.assertEqual((rows[0]["reason"], rows[-1]["facts"]["title"]), ("厅务会定", "原名"))
        revision = self.good(self.office.get(f"/api/v1/tasks/{task}"))["bar"]["revision"]
        path = f"/api/v1/tasks/{task}/versions/1/restore"
        self.assertEqual(self.office.post(path, {"reason": "复原"})[0], 428)
        rows = self.good(self.office.post(path, {"reason": "复原"}, headers={"If-Match": f'"{revision}"'}))["items"]
        self.assertEqual((len(rows), rows[0]["facts"]["title"]), (3, "原名"))

    def test_settings_hold_together(self):
        rules = {row["name"]: row for row in self.good(self.inspector.get("/api/v1/duty/rules"))["items"]}
        self.assertEqual((rules["remind_min"]["value"], rules["late_days"]["value"]), (240, 1))
        self.assertEqual(self.liaison.ask("PATCH", "/api/v1/duty/rules", {"items": []})[0], 403)
        status, problem = self.office.ask("PATCH", "/api/v1/duty/rules",
                                          {"items": [{"name": "weight_time", "value": 50}]})
        self.assertEqual(status, 422)
        self.assertIn("100", problem["problems"][0]["text"])

    def test_the_space_holds_together(self):
        check = self.good(self.inspector.get("/api/v1/check"))
        self.assertEqual((check["ok"], check["items"]), (True, []))
        self.assertEqual(self.liaison.get("/api/v1/check")[0], 403)

    def test_the_journal_tells_moves_in_words(self):
        self.carried("日志")
        rows = self.good(self.office.get("/api/v1/journal?object=duty&limit=5"))["items"]
        self.assertEqual(rows[0]["sentence"], "签收任务“日志”")


if __name__ == "__main__":
    harness.learn()
    program = unittest.main(verbosity=1, exit=False, warnings="ignore")
    code = harness.SERVER.stop()
    lines = [line for line in harness.RECORDED if line.split("\t")[0] not in ("binary", "events", "")]
    checked = subprocess.run([harness.FIXTURE, "--check"], input="\n".join(lines) + "\n", text=True)
    sys.exit(0 if program.result.wasSuccessful() and code == 0 and checked.returncode == 0 else 1)
