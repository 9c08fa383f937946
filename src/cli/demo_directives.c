/* demo_directives.c - the five documents come in as they would by hand: read,
 * their clauses answered, the table imported. */
#include "cli/demo.h"
#include "work/directive.h"
#include "work/import.h"

/* What stays for somebody to confirm in the browser: of the speech, whatever
 * is not quite sure. */
static const double sure_enough = 0.9;

static gt_rc read_document(struct gt_place *place, const struct gt_demo_document *document, int year,
                           bool careful, struct gt_err *err)
{
    const struct gt_directive_new what = {.name = document->name, .bytes = document->bytes, .year = year};
    const struct gt_mass_accept how = {.confidence = careful ? sure_enough : 0, .apply = true};
    struct gt_mass_answer answer = {0};
    int64_t id;
    gt_rc rc;

    if ((rc = gt_work_directive_add(&place->ctx, &what, &id, err)) != GT_OK)
        return rc;
    return gt_work_directive_accept(&place->ctx, id, &how, &answer, err);
}

static gt_rc import_table(struct gt_place *place, const struct gt_demo_document *document, int year,
                          struct gt_err *err)
{
    struct gt_import_view view = {0};
    struct gt_import_done done = {0};
    struct gt_problems problems;
    gt_rc rc;

    gt_problems_init(&problems, place->arena);
    if ((rc = gt_work_import_begin(&place->ctx, document->name, document->bytes, year, &view, err)) != GT_OK)
        return rc;
    rc = gt_work_import_apply(&place->ctx, view.id, &done, &problems, err);
    gt_import_view_clear(&view);
    return rc;
}

gt_rc gt_demo_directives(struct gt_place *place, int year, struct gt_err *err)
{
    struct gt_demo_document documents[GT_DEMO_DOCUMENTS] = {0};
    gt_rc rc = gt_demo_documents(place->arena, year, place->ctx.now_ms, documents, err);

    for (size_t i = 0; rc == GT_OK && i < GT_DEMO_DOCUMENTS; i++) {
        const bool last = i + 1 == GT_DEMO_DOCUMENTS;

        rc = documents[i].table ? import_table(place, &documents[i], year, err)
                                : read_document(place, &documents[i], year, last, err);
        if (rc != GT_OK)
            (void)gt_wrap(err, rc, "%.*s", "%.*s", GT_FMT(documents[i].name));
    }
    return rc;
}
