/*
 * html.c - web pages: paragraphs, headings, lists and tables out of tags;
 * navigation, footers, share bars and hidden text left out.
 */
#include <strings.h>

#include "base/utf8.h"
#include "read/build.h"
#include "read/decode.h"
#include "read/html_token.h"
#include "read/readers.h"

enum {
    LISTS_MAX = 32,          /* lists inside lists whose numbers are counted */
    SPAN_MAX = 1000,         /* colspan; rowspan ends with its table anyway */
    LINK_PARA_MAX = 60,      /* a shorter paragraph that is only links is navigation */
    SNIFF = 4096,
};

struct list { bool ordered; char type; int64_t next; };

struct page {
    struct gt_build *build;
    struct list lists[LISTS_MAX];
    uint32_t list_depth;     /* may be more than LISTS_MAX: deeper ones have no numbers */
    uint32_t depth;          /* of block containers */
    char     skip[GT_HTML_NAME_MAX]; /* the element whose inside is left out; "" none */
    uint32_t skip_depth;
    uint32_t links;          /* open <a> */
    uint32_t pre;
    size_t   shown, linked;  /* characters of the paragraph, and how many inside links */
    uint32_t level;          /* of the heading that is open */
    uint32_t last;           /* last character written; 0 at a paragraph's start */
    bool     blank, line_end; /* white space waits; it held a line end */
    char     style[4];
};

static bool one_of(const char *name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

#define ONE_OF(name, ...) \
    one_of((name), (const char *const[]){__VA_ARGS__}, GT_LEN(((const char *const[]){__VA_ARGS__})))

/* ---- text ---------------------------------------------------------------------- */

static bool wide(uint32_t c) { return c >= 0x2e80 && gt_utf8_width_of(c) == 2; }

static bool white(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == 0xa0 || c == 0x3000 || c == 0x2002 ||
           c == 0x2003 || c == 0x2009 || c == 0xfeff || c == 0x200b;
}

static void put(struct page *page, uint32_t c)
{
    char bytes[4];

    if (white(c)) {
        page->blank = true;
        page->line_end |= c == '\n';
        return;
    }
    /* A line end inside Chinese is no blank; other blanks become one. */
    if (page->blank && page->last != 0 && !(page->line_end && wide(page->last) && wide(c)))
        gt_build_text(page->build, GT_STR(" "));
    page->blank = page->line_end = false;
    gt_build_text(page->build, (gt_str){bytes, gt_utf8_put(c, bytes)});
    page->last = c;
    page->shown++;
    page->linked += page->links > 0;
}

static void put_text(struct page *page, gt_str text)
{
    size_t at = 0;

    while (at < text.len) {
        uint32_t c = text.at[at] == '&' ? gt_html_entity(text, &at) : gt_utf8_next(text, &at);

        put(page, c);
    }
}

static gt_str heading_style(uint32_t level)
{
    static const gt_str styles[] = {GT_STR_INIT(""), GT_STR_INIT("h1"), GT_STR_INIT("h2"), GT_STR_INIT("h3"),
                                    GT_STR_INIT("h4"), GT_STR_INIT("h5"), GT_STR_INIT("h6")};

    return styles[level];
}

/* Ends the paragraph; one that is only links is navigation. */
static void end_para(struct page *page)
{
    bool links = page->shown > 0 && page->shown <= LINK_PARA_MAX && page->linked * 10 >= page->shown * 8 &&
                 page->level == 0;

    if (links)
        gt_build_drop(page->build);
    gt_build_para(page->build, GT_BLOCK_PARA, heading_style(page->level), page->level);
    page->shown = page->linked = 0;
    page->last = 0;
    page->blank = page->line_end = false;
}

/* ---- what is left out --------------------------------------------------------------- */

static bool word_in(gt_str value, const char *word)
{
    size_t len = strlen(word);

    for (size_t i = 0; i + len <= value.len; i++) {
        bool left = i == 0 || !((value.at[i - 1] | 32) >= 'a' && (value.at[i - 1] | 32) <= 'z');
        bool right = i + len == value.len || !((value.at[i + len] | 32) >= 'a' && (value.at[i + len] | 32) <= 'z');

        if (left && right && strncasecmp(value.at + i, word, len) == 0)
            return true;
    }
    return false;
}

static bool named_furniture(gt_str value)
{
    static const char *const words[] = {
        "nav", "navbar", "menu", "breadcrumb", "breadcrumbs", "crumb", "crumbs", "footer", "foot", "sidebar", "share",
        "sharing", "copyright", "toolbar", "topbar", "login", "search", "related", "recommend", "pagination", "pager",
        "comments", "advert", "banner", "qrcode", "position", "location",
    };
    static const char *const content[] = {"content", "article", "main", "text", "body", "detail", "zoom"};

    for (size_t i = 0; i < GT_LEN(content); i++)
        if (word_in(value, content[i]))
            return false;
    for (size_t i = 0; i < GT_LEN(words); i++)
        if (word_in(value, words[i]))
            return true;
    return false;
}

static bool is_hidden(gt_str attributes)
{
    gt_str style;

    if (gt_html_attr(attributes, "hidden", &style))
        return true;
    if (!gt_html_attr(attributes, "style", &style))
        return false;
    for (size_t i = 0; i + 12 <= style.len; i++)
        if (strncasecmp(style.at + i, "display", 7) == 0) {
            gt_str rest = gt_str_trim(gt_str_sub(style, i + 7, style.len));

            return rest.len > 1 && rest.at[0] == ':' &&
                   gt_str_starts(gt_str_trim(gt_str_sub(rest, 1, rest.len)), GT_STR("none"));
        }
    return false;
}

static bool is_void(const char *name)
{
    return ONE_OF(name, "br", "hr", "img", "input", "meta", "link", "col", "wbr", "area", "base", "embed", "source");
}

static bool left_out(const struct gt_html_token *token)
{
    gt_str value;

    if (is_void(token->name))
        return false;
    if (ONE_OF(token->name, "nav", "footer", "aside", "button", "select", "svg", "object", "audio", "video", "map"))
        return true;
    if (ONE_OF(token->name, "html", "body", "td", "th", "tr", "table", "tbody", "article", "main"))
        return false;
    if (is_hidden(token->text))
        return true;
    return ONE_OF(token->name, "div", "ul", "ol", "section", "p", "span", "dl", "form", "header") &&
           ((gt_html_attr(token->text, "class", &value) && named_furniture(value)) ||
            (gt_html_attr(token->text, "id", &value) && named_furniture(value)));
}

/* ---- elements ------------------------------------------------------------------------- */

static bool breaks_para(const char *name)
{
    return ONE_OF(name, "p", "div", "section", "article", "header", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr",
                  "td", "th", "br", "hr", "blockquote", "pre", "form", "fieldset", "figure", "figcaption", "main",
                  "address", "center", "caption", "tbody", "thead", "tfoot", "h1", "h2", "h3", "h4", "h5", "h6", "body");
}

static bool contains(const char *name)
{
    return ONE_OF(name, "div", "section", "article", "main", "ul", "ol", "dl", "table", "blockquote", "fieldset", "form",
                  "center", "header");
}

static uint32_t span_attr(gt_str attributes, const char *name)
{
    gt_str text;
    int64_t value;

    if (!gt_html_attr(attributes, name, &text) || !gt_str_i64(gt_str_trim(text), &value) || value < 1)
        return 1;
    return value > SPAN_MAX ? SPAN_MAX : (uint32_t)value;
}

static void open_list(struct page *page, const struct gt_html_token *token)
{
    struct list *list = page->list_depth < LISTS_MAX ? &page->lists[page->list_depth] : NULL;
    gt_str value;
    int64_t start;

    page->list_depth++;
    if (list == NULL)
        return;
    *list = (struct list){token->name[0] == 'o', '1', 1};
    if (gt_html_attr(token->text, "type", &value) && value.len == 1)
        list->type = value.at[0];
    if (gt_html_attr(token->text, "start", &value) && gt_str_i64(gt_str_trim(value), &start))
        list->next = start;
}

/* The number that a browser would show before the item. */
static void item_number(struct page *page)
{
    static const char *const ones[] = {"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"};
    struct list *list = page->list_depth > 0 && page->list_depth <= LISTS_MAX ? &page->lists[page->list_depth - 1] : NULL;
    char text[32];
    int64_t n;

    if (list == NULL || !list->ordered)
        return;
    n = list->next++;
    if ((list->type == 'a' || list->type == 'A') && n >= 1 && n <= 26)
        (void)snprintf(text, sizeof(text), "%c. ", (char)(list->type + n - 1));
    else if ((list->type == 'i' || list->type == 'I') && n >= 1 && n < 40)
        (void)snprintf(text, sizeof(text), "%.*s%s. ", (int)(n / 10), "xxx", ones[n % 10]);
    else
        (void)snprintf(text, sizeof(text), "%lld. ", (long long)n);
    gt_build_text(page->build, gt_str_from(text));
}

static void open_element(struct page *page, const struct gt_html_token *token)
{
    const char *name = token->name;

    if (breaks_para(name))
        end_para(page);
    if (contains(name))
        page->depth++;
    if (strcmp(name, "a") == 0)
        page->links++;
    else if (name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && name[2] == 0)
        page->level = (uint32_t)(name[1] - '0');
    else if (ONE_OF(name, "ul", "ol"))
        open_list(page, token);
    else if (strcmp(name, "li") == 0)
        item_number(page);
    else if (strcmp(name, "table") == 0)
        gt_build_table(page->build);
    else if (strcmp(name, "tr") == 0)
        gt_build_row(page->build, false);
    else if (ONE_OF(name, "td", "th"))
        gt_build_cell(page->build, span_attr(token->text, "rowspan"), span_attr(token->text, "colspan"), name[1] == 'h',
                      false);
}

static void close_element(struct page *page, const struct gt_html_token *token)
{
    const char *name = token->name;

    if (breaks_para(name))
        end_para(page);
    if (contains(name) && page->depth > 0)
        page->depth--;
    if (strcmp(name, "a") == 0 && page->links > 0)
        page->links--;
    else if (name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && name[2] == 0)
        page->level = 0;
    else if (ONE_OF(name, "ul", "ol") && page->list_depth > 0)
        page->list_depth--;
    else if (ONE_OF(name, "td", "th"))
        gt_build_cell_end(page->build);
    else if (strcmp(name, "table") == 0)
        gt_build_table_end(page->build);
}

/* Counts the elements of the name that is left out until its end. */
static void skipping(struct page *page, const struct gt_html_token *token)
{
    if (strcmp(token->name, page->skip) != 0)
        return;
    if (token->kind == GT_HTML_OPEN)
        page->skip_depth++;
    else if (token->kind == GT_HTML_CLOSE && --page->skip_depth == 0)
        page->skip[0] = 0;
}

static gt_rc read_tokens(struct page *page, gt_str text, struct gt_err *err)
{
    struct gt_html_lexer lexer = {text, 0};
    struct gt_html_token token;

    for (gt_html_next(&lexer, &token); token.kind != GT_HTML_END; gt_html_next(&lexer, &token)) {
        /* A <p> may have no end tag: the next block ends what is left out. */
        if (strcmp(page->skip, "p") == 0 && token.kind == GT_HTML_OPEN && breaks_para(token.name))
            page->skip[0] = 0;
        if (page->skip[0] != 0) {
            skipping(page, &token);
            continue;
        }
        if (token.kind == GT_HTML_TEXT) {
            put_text(page, token.text);
        } else if (token.kind == GT_HTML_CLOSE) {
            close_element(page, &token);
        } else if (left_out(&token)) {
            if (breaks_para(token.name))
                end_para(page);
            memcpy(page->skip, token.name, sizeof(page->skip));
            page->skip_depth = 1;
        } else {
            open_element(page, &token);
        }
        if (page->depth > GT_READ_DEPTH_MAX)
            return gt_fail(err, GT_ELIMIT, "the page nests elements over %d deep", "网页元素嵌套超过%d层",
                           (int)GT_READ_DEPTH_MAX);
    }
    end_para(page);
    return GT_OK;
}

/* charset=gb2312 in a <meta> of the head; "" if the page names none. */
static gt_str declared_charset(gt_str bytes)
{
    gt_str head = gt_str_sub(bytes, 0, SNIFF);

    for (size_t i = 0; i + 8 < head.len; i++) {
        size_t begin, end;

        if (strncasecmp(head.at + i, "charset=", 8) != 0)
            continue;
        begin = i + 8;
        while (begin < head.len && (head.at[begin] == '"' || head.at[begin] == '\'' || head.at[begin] == ' '))
            begin++;
        for (end = begin; end < head.len && end - begin < 40; end++) {
            char c = head.at[end];

            if (!((c | 32) >= 'a' && (c | 32) <= 'z') && !(c >= '0' && c <= '9') && c != '-' && c != '_')
                break;
        }
        return gt_str_sub(head, begin, end);
    }
    return (gt_str){"", 0};
}

gt_rc gt_html_read(struct gt_arena *arena, gt_str bytes, struct gt_doc *out, struct gt_err *err)
{
    struct page *page = NULL;
    gt_str text;
    gt_rc rc;

    if ((rc = gt_decode(arena, bytes, declared_charset(bytes), &text, err)) != GT_OK)
        return rc;
    if ((page = gt_calloc(1, sizeof(*page))) == NULL)
        return gt_fail(err, GT_ENOMEM, "no memory for the page", "网页内存不足");
    if ((rc = gt_build_create(arena, GT_SOURCE_HTML, &page->build, err)) == GT_OK &&
        (rc = read_tokens(page, text, err)) == GT_OK)
        rc = gt_build_finish(page->build, out, err);
    gt_build_destroy(page->build);
    gt_free(page);
    return rc;
}
