#!/usr/bin/env python3
"""test_check.py GUATU - guatu check on the demo's space: nothing wrong; and on
copies that were tampered with: each violation with its place, its rule, exit 1."""
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

GUATU = sys.argv.pop(1)
TAMPERS = {
    "duty.counter": "UPDATE duty SET returns = returns + 1 WHERE id = 1",
    "duty.dangling-request": "UPDATE duty SET open_move_id = 0 WHERE open_move_id <> 0",
    "duty.history-gap": "UPDATE duty_move SET seq = 90 WHERE id = (SELECT min(id) FROM duty_move WHERE seq = 2)",
    "duty.accepted-own-work": "UPDATE duty_move SET person_id = 6 WHERE move IN ('finish', 'accept')",
    "duty.standing-closed": "UPDATE task SET standing = 1 WHERE id IN (SELECT task_id FROM duty WHERE state = 10)",
    "task.parent-removed": "UPDATE task SET removed_at_ms = 9 WHERE id IN (SELECT parent_id FROM task)",
    "version.journal-missing": "UPDATE task_reason SET journal_seq = -journal_seq",
    "journal.chain": "UPDATE journal SET after_json = '{}' WHERE seq = 20",
}


def run(*args):
    done = subprocess.run([GUATU, *args], capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


class Check(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.space = os.path.join(cls.folder.name, "demo.gtspace")
        code, out, err = run("demo", "--space", cls.space, "--today", "2026-07-08", "--json")
        assert code == 0, err

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_a_years_work_holds_together(self):
        code, out, err = run("check", "--space", self.space, "--json")
        look = json.loads(out)
        self.assertEqual((code, look["ok"], look["faults"]), (0, True, []))
        self.assertGreater(look["moves"], 300)
        self.assertIn("没有问题", run("check", "--space", self.space, "--lang", "zh")[1])

    def test_what_was_tampered_with_is_named(self):
        for rule, sql in TAMPERS.items():
            copy = os.path.join(self.folder.name, "copy.gtspace")
            shutil.copy(self.space, copy)
            with sqlite3.connect(copy) as database:
                touched = database.execute(sql).rowcount
            database.close()
            self.assertGreater(touched, 0, rule)
            code, out, err = run("check", "--space", copy, "--json")
            found = {fault["rule"] for fault in json.loads(out)["faults"]}
            self.assertEqual(code, 1, rule)
            self.assertIn(rule, found)
            self.assertIn(rule, run("check", "--space", copy, "--lang", "en")[1])
            os.remove(copy)

    def test_the_command_line_is_told_apart_from_the_space(self):
        self.assertEqual(run("check", "--space", self.space, "more")[0], 2)
        self.assertEqual(run("check", "--space", os.path.join(self.folder.name, "none.gtspace"))[0], 3)


if __name__ == "__main__":
    unittest.main(verbosity=1)
