/* problem.c - the list of what is wrong. */
#include "base/problem.h"

void gt_problems_init(struct gt_problems *problems, struct gt_arena *arena)
{
    *problems = (struct gt_problems){.arena = arena};
}

struct gt_problem *gt_problem_add(struct gt_problems *problems, enum gt_severity severity,
                                  const char *en, const char *zh, ...)
{
    static _Thread_local struct gt_problem scratch;
    struct gt_problem *problem = NULL;
    struct gt_err words;
    va_list args, again;

    *(severity == GT_PROBLEM_ERROR ? &problems->errors : &problems->warnings) += 1;
    if (problems->list.count < GT_PROBLEMS_MAX)
        problem = GT_PUSH(problems->arena, &problems->list);
    if (problem == NULL) {
        problems->dropped++;
        scratch = (struct gt_problem){.severity = severity};
        return &scratch;
    }
    va_start(args, zh);
    va_copy(again, args);
    (void)vsnprintf(words.text[GT_LANG_EN], GT_ERR_TEXT_MAX, en, args);
    (void)vsnprintf(words.text[GT_LANG_ZH], GT_ERR_TEXT_MAX, zh, again);
    va_end(again);
    va_end(args);
    problem->severity = severity;
    problem->sheet = problem->cell = problem->field = problem->offer = GT_STR("");
    for (int lang = 0; lang < GT_LANG_COUNT; lang++)
        if (gt_arena_dup(problems->arena, gt_str_from(words.text[lang]), &problem->text[lang]) != GT_OK)
            problem->text[lang] = GT_STR("");
    return problem;
}
