/* err.c - result codes and errors in two languages. */
#include "base/base.h"

static const char *const rc_names[GT_RC_COUNT] = {
#define GT_RC_NAME(name, en, zh) #name,
    GT_RC_MAP(GT_RC_NAME)
#undef GT_RC_NAME
};

static const char *const rc_texts[GT_RC_COUNT][GT_LANG_COUNT] = {
#define GT_RC_TEXT(name, en, zh) {[GT_LANG_ZH] = zh, [GT_LANG_EN] = en},
    GT_RC_MAP(GT_RC_TEXT)
#undef GT_RC_TEXT
};

const char *gt_rc_name(gt_rc rc)
{
    return (unsigned)rc < GT_RC_COUNT ? rc_names[rc] : "EINTERNAL";
}

const char *gt_rc_text(gt_rc rc, enum gt_lang lang)
{
    return (unsigned)rc < GT_RC_COUNT ? rc_texts[rc][lang]
                                      : rc_texts[GT_EINTERNAL][lang];
}

void gt_err_clear(struct gt_err *err)
{
    if (err != NULL)
        *err = (struct gt_err){0};
}

/* vsnprintf may cut a UTF-8 sequence in two; the cut-off part goes. */
static void trim_torn(char *text)
{
    size_t len = strlen(text), back = 0;
    unsigned char lead;

    while (back < 4 && back < len && ((unsigned char)text[len - 1 - back] & 0xC0) == 0x80)
        back++;
    if (back == len)
        return;
    lead = (unsigned char)text[len - 1 - back];
    if ((lead >= 0xF0 && back < 3) || (lead >= 0xE0 && lead < 0xF0 && back < 2) ||
        (lead >= 0xC0 && lead < 0xE0 && back < 1))
        text[len - 1 - back] = '\0';
}

static void format(struct gt_err *err, const char *en, const char *zh, va_list args)
{
    va_list again;

    va_copy(again, args);
    (void)vsnprintf(err->text[GT_LANG_EN], GT_ERR_TEXT_MAX, en, args);
    (void)vsnprintf(err->text[GT_LANG_ZH], GT_ERR_TEXT_MAX, zh, again);
    va_end(again);
    trim_torn(err->text[GT_LANG_EN]);
    trim_torn(err->text[GT_LANG_ZH]);
}

gt_rc gt_fail(struct gt_err *err, gt_rc rc, const char *en, const char *zh, ...)
{
    va_list args;

    if (err == NULL)
        return rc;
    err->rc = rc;
    err->field[0] = '\0';
    va_start(args, zh);
    format(err, en, zh, args);
    va_end(args);
    return rc;
}

gt_rc gt_fail_field(struct gt_err *err, gt_rc rc, const char *field,
                    const char *en, const char *zh, ...)
{
    va_list args;

    if (err == NULL)
        return rc;
    err->rc = rc;
    (void)snprintf(err->field, sizeof(err->field), "%s", field);
    va_start(args, zh);
    format(err, en, zh, args);
    va_end(args);
    return rc;
}

gt_rc gt_fail_text(struct gt_err *err, gt_rc rc, const char *en, const char *zh)
{
    if (err == NULL)
        return rc;
    err->rc = rc;
    err->field[0] = '\0';
    (void)snprintf(err->text[GT_LANG_EN], GT_ERR_TEXT_MAX, "%s", en);
    (void)snprintf(err->text[GT_LANG_ZH], GT_ERR_TEXT_MAX, "%s", zh);
    trim_torn(err->text[GT_LANG_EN]);
    trim_torn(err->text[GT_LANG_ZH]);
    return rc;
}

gt_rc gt_wrap(struct gt_err *err, gt_rc rc, const char *en, const char *zh, ...)
{
    struct gt_err context;
    va_list args;

    if (err == NULL || rc == GT_OK)
        return rc;
    va_start(args, zh);
    format(&context, en, zh, args);
    va_end(args);
    /* A callee that failed without words (no memory) gets the code's own. */
    if (err->rc != rc || err->text[GT_LANG_EN][0] == '\0')
        for (int lang = 0; lang < GT_LANG_COUNT; lang++)
            (void)snprintf(err->text[lang], GT_ERR_TEXT_MAX, "%s",
                           gt_rc_text(rc, (enum gt_lang)lang));
    err->rc = rc;
    for (int lang = 0; lang < GT_LANG_COUNT; lang++) {
        size_t have = strlen(context.text[lang]);
        const char *joint = lang == GT_LANG_ZH ? "：" : ": ";

        (void)snprintf(context.text[lang] + have, GT_ERR_TEXT_MAX - have, "%s%s",
                       joint, err->text[lang]);
        trim_torn(context.text[lang]);
        memcpy(err->text[lang], context.text[lang], GT_ERR_TEXT_MAX);
    }
    return rc;
}
