/* test_document.c - Word files and pages as text, blocks and tables; files
 * that are torn, hostile or of another kind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "make_xlsx.h"
#include "read/read.h"
#include "read/zip.h"

enum { ARENA = 256 * 1024 * 1024 };

#define W "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>"
#define WEND "</w:body></w:document>"
#define P(text) "<w:p><w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r></w:p>"
#define CELL(props, text) "<w:tc><w:tcPr>" props "</w:tcPr>" P(text) "</w:tc>"

static const char numbering[] =
    "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"7\">"
    "<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"%1、\"/></w:lvl>"
    "<w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"（%2）\"/></w:lvl>"
    "<w:lvl w:ilvl=\"2\"><w:isLgl/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.%2.%3\"/><w:pStyle w:val=\"S3\"/></w:lvl>"
    "</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num></w:numbering>";

static const char styles[] =
    "<w:styles xmlns:w=\"w\"><w:style w:styleId=\"H1\"><w:name w:val=\"heading 1\"/></w:style>"
    "<w:style w:styleId=\"S3\"><w:name w:val=\"Item\"/><w:basedOn w:val=\"H1\"/>"
    "<w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>"
    "<w:style w:styleId=\"T\"><w:name w:val=\"toc 1\"/></w:style></w:styles>";

#define NUM(level) "<w:pPr><w:numPr><w:ilvl w:val=\"" level "\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>"

static const struct { const char *name, *body, *text; } words[] = {
    {"automatic numbers are displayed",
     "<w:p>" NUM("0") "<w:r><w:t>总则</w:t></w:r></w:p><w:p>" NUM("1") "<w:r><w:t>甲</w:t></w:r></w:p><w:p>" NUM("1")
     "<w:r><w:t>乙</w:t></w:r></w:p><w:p>" NUM("0") "<w:r><w:t>附则</w:t></w:r></w:p><w:p>" NUM("1") "<w:r><w:t>丙</w:t></w:r></w:p>",
     "一、总则\n（1）甲\n（2）乙\n二、附则\n（1）丙\n"},
    {"a number of the style, on the level that names it",
     "<w:p>" NUM("0") "<w:r><w:t>总则</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val=\"S3\"/></w:pPr><w:r><w:t>条</w:t></w:r></w:p>",
     "一、总则\n1.1.1 条\n"},
    {"insertions are read, deletions and hidden text are not",
     "<w:p><w:r><w:t>甲</w:t></w:r><w:del><w:r><w:delText>乙</w:delText></w:r></w:del><w:ins><w:r><w:t>丙</w:t></w:r></w:ins>"
     "<w:r><w:rPr><w:vanish/></w:rPr><w:t>丁</w:t></w:r></w:p>", "甲丙\n"},
    {"a deleted paragraph mark joins two paragraphs",
     "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>" P("乙"), "甲乙\n"},
    {"a table of contents and field codes are left out",
     "<w:p><w:pPr><w:pStyle w:val=\"T\"/></w:pPr><w:r><w:t>目录</w:t></w:r></w:p><w:p><w:r><w:instrText>PAGE</w:instrText></w:r>"
     "<w:r><w:t>正文</w:t></w:r></w:p>", "正文\n"},
    {"merged cells", "<w:tbl><w:tr>" CELL("<w:vMerge w:val=\"restart\"/>", "甲") CELL("", "乙") CELL("", "丙") "</w:tr><w:tr>"
     CELL("<w:vMerge/>", "") CELL("<w:gridSpan w:val=\"2\"/>", "丁") "</w:tr></w:tbl>", "甲\t乙\t丙\n\t丁\n"},
    {"text boxes stand behind their paragraph, once",
     "<w:p><w:r><w:t>甲</w:t></w:r><w:r><mc:AlternateContent xmlns:mc=\"m\"><mc:Choice><w:drawing><w:docPr/><w:txbx><w:txbxContent>"
     "<w:p><w:pPr><w:jc/></w:pPr><w:r><w:t>乙</w:t></w:r></w:p><w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:t>丙</w:t>"
     "</w:r></w:p></w:txbxContent></w:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><w:textbox><w:txbxContent>" P("乙") P("丙")
     "</w:txbxContent></w:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>丁</w:t></w:r></w:p>" P("戊")
     "<w:p><w:r><w:pict><w:textbox><w:txbxContent>" P("己") "</w:txbxContent></w:textbox></w:pict></w:r></w:p>", "甲丁\n乙\n丙\n戊\n己\n"},
    {"a line break parts paragraphs, a tab is a blank", "<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r></w:p>",
     "甲\n乙 丙\n"},
};

static void make_docx(struct gt_buf *out, const char *body)
{
    struct gt_buf xml;

    gt_buf_init(&xml, 1 << 20);
    gt_buf_text(&xml, W);
    gt_buf_text(&xml, body);
    gt_buf_text(&xml, WEND);
    make_zip(out, (struct make_part[]){{"word/document.xml", gt_buf_view(&xml)},
                                       {"word/numbering.xml", gt_str_from(numbering)},
                                       {"word/styles.xml", gt_str_from(styles)}}, 3, false);
    gt_buf_clear(&xml);
}

static void word_files_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < GT_LEN(words); i++) {
        struct gt_arena *arena = NULL;
        struct gt_err err = {0};
        struct gt_doc doc = {0};
        struct gt_buf file;

        gt_buf_init(&file, 1 << 20);
        make_docx(&file, words[i].body);
        assert_int_equal(gt_arena_create(ARENA, &arena), GT_OK);
        if (gt_read_doc(arena, gt_buf_view(&file), NULL, &doc, &err) != GT_OK || !gt_str_eq(doc.text, gt_str_from(words[i].text)))
            print_error("%s: %s\n%.*s", words[i].name, err.text[GT_LANG_EN], GT_FMT(doc.text));
        assert_true(gt_str_eq(doc.text, gt_str_from(words[i].text)));
        gt_buf_clear(&file);
        gt_arena_destroy(arena);
    }
}

/* 甲 covers two rows, 丁 two columns; every cell's span is its text. */
static void check_grid(const struct gt_doc *doc)
{
    const struct gt_table *table = &doc->tables[0];

    assert_int_equal(doc->table_count, 1);
    assert_int_equal(table->row_count, 2);
    assert_int_equal(table->col_count, 3);
    assert_ptr_equal(gt_table_cell(table, 0, 0), gt_table_cell(table, 1, 0));
    assert_ptr_equal(gt_table_cell(table, 1, 1), gt_table_cell(table, 1, 2));
    assert_true(gt_str_eq(gt_table_cell(table, 1, 2)->text, GT_STR("丁")));
    assert_int_equal(gt_table_cell(table, 1, 2)->span.end - gt_table_cell(table, 1, 2)->span.start, 1);
    assert_int_equal(doc->blocks[table->block].kind, GT_BLOCK_TABLE);
}

static void merged_cells_are_one(void **state)
{
    const gt_str page = GT_STR("<html><body><table><tr><td rowspan=2>甲</td><td>乙<td>丙</tr><tr><td colspan=\"2\">丁</table>");
    struct gt_arena *arena = NULL;
    struct gt_err err = {0};
    struct gt_doc doc;
    struct gt_buf file;

    (void)state;
    gt_buf_init(&file, 1 << 20);
    make_docx(&file, words[5].body);
    assert_int_equal(gt_arena_create(ARENA, &arena), GT_OK);
    assert_int_equal(gt_read_doc(arena, gt_buf_view(&file), NULL, &doc, &err), GT_OK);
    check_grid(&doc);
    assert_int_equal(gt_read_doc(arena, page, NULL, &doc, &err), GT_OK);
    check_grid(&doc);
    gt_buf_clear(&file);
    gt_arena_destroy(arena);
}

static const struct { const char *name, *page, *text; } pages[] = {
    {"navigation, scripts, footers and hidden text are left out",
     "<!DOCTYPE html><html><head><title>x</title><script>if(a<b)</script></head><body><div class=\"top-nav\"><p>菜单</p></div>"
     "<nav>导航</nav><p><a href=1>首页</a> &gt; <a href=2>公开</a></p><p style=\"display:none\">暗</p><h1>通知</h1><p>正文</p>"
     "<div id=footer><div>版权</div></div></body></html>", "通知\n正文\n"},
    {"entities, and line ends inside Chinese", "<html><p>甲\n乙 &#20013;&amp;&ldquo;x&rdquo;&nbsp; y</p>", "甲乙 中&“x” y\n"},
    {"list numbers as a browser shows them", "<html><ol><li>甲<li>乙</ol><ol type=a start=3><li>丙</ol>", "1. 甲\n2. 乙\nc. 丙\n"},
    {"a table for the page's layout is none", "<html><table><tr><td><p>甲</p><p>乙</p></td></tr></table>", "甲\n乙\n"},
    {"comments and broken tags", "<html><!-- <p>x</p> --><p>1 < 2<br/>三</p", "1 < 2\n三\n"},
    {"GB2312 that the page declares", "<html><meta charset=gb2312><p>\xd6\xd0\xce\xc4</p>", "中文\n"},
};

static void pages_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < GT_LEN(pages); i++) {
        struct gt_arena *arena = NULL;
        struct gt_err err = {0};
        struct gt_doc doc = {0};

        assert_int_equal(gt_arena_create(ARENA, &arena), GT_OK);
        if (gt_read_doc(arena, gt_str_from(pages[i].page), NULL, &doc, &err) != GT_OK ||
            !gt_str_eq(doc.text, gt_str_from(pages[i].text)))
            print_error("%s: %s\n%.*s", pages[i].name, err.text[GT_LANG_EN], GT_FMT(doc.text));
        assert_true(gt_str_eq(doc.text, gt_str_from(pages[i].text)));
        gt_arena_destroy(arena);
    }
}

/* ---- what is refused ----------------------------------------------------------- */

static void refuse(const char *name, gt_str bytes, gt_rc want, const char *word)
{
    const struct gt_read_options options = {GT_STR_INIT("文件.docx"), 0};
    struct gt_arena *arena = NULL;
    struct gt_err err = {0};
    struct gt_doc doc;
    gt_rc rc;

    assert_int_equal(gt_arena_create(ARENA, &arena), GT_OK);
    rc = gt_read_doc(arena, bytes, &options, &doc, &err);
    if (rc != want || strstr(err.text[GT_LANG_EN], word) == NULL)
        print_error("%s: rc %d, %s\n", name, rc, err.text[GT_LANG_EN]);
    assert_int_equal(rc, want);
    assert_non_null(strstr(err.text[GT_LANG_EN], word));
    assert_true(strncmp(err.text[GT_LANG_ZH], "文件.docx", strlen("文件.docx")) == 0); /* the place is named */
    gt_arena_destroy(arena);
}

static void refuse_xml(const char *name, const char *xml, gt_rc want, const char *word)
{
    struct gt_buf file;

    gt_buf_init(&file, 64 << 20);
    make_zip(&file, (struct make_part[]){{"word/document.xml", gt_str_from(xml)}}, 1, false);
    refuse(name, gt_buf_view(&file), want, word);
    gt_buf_clear(&file);
}

static void bad_files_get_one_clear_message(void **state)
{
    struct gt_buf file, deep;

    (void)state;
    gt_buf_init(&file, 1 << 20);
    make_docx(&file, P("甲"));
    refuse("a torn file", gt_str_sub(gt_buf_view(&file), 0, file.len / 2), GT_EPARSE, "torn");
    gt_buf_clear(&file);
    refuse_xml("external entities", "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><w:document xmlns:w=\"w\">&x;</w:document>",
               GT_EPARSE, "DOCTYPE");
    refuse_xml("XML cut off", "<w:document xmlns:w=\"w\"><w:body><w:p>", GT_EPARSE, "line");
    gt_buf_init(&deep, 1 << 24);
    gt_buf_text(&deep, "<a>");
    for (int i = 0; i < 100000; i++)
        gt_buf_text(&deep, "<b>");
    refuse_xml("nested without end", deep.at, GT_ELIMIT, "deep");
    gt_buf_reset(&deep);
    gt_buf_text(&deep, "<html>");
    for (int i = 0; i < 100000; i++)
        gt_buf_text(&deep, "<div>");
    refuse("a page nested without end", gt_buf_view(&deep), GT_ELIMIT, "deep");
    gt_buf_clear(&deep);
    refuse("neither UTF-8 nor GB18030", GT_STR("caf\xe9 au lait, na\xefve"), GT_EPARSE, "byte 4");
    refuse("a page in another character set", GT_STR("<html><meta charset=big5><p>\xa4\xa4\xa4\xe5</p>"), GT_EUNSUPPORTED, "big5");
    refuse("a PDF", GT_STR("%PDF-1.7"), GT_EUNSUPPORTED, "PDF");
    refuse("an old or encrypted Office file", GT_STR("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), GT_EUNSUPPORTED, "password");
    refuse("nothing", GT_STR(" \n"), GT_EPARSE, "empty");
}

/* 300 MB of blanks in some 300 KB. */
static void a_zip_bomb_stays_small(void **state)
{
    const size_t size = (size_t)300 << 20;
    char *blanks = malloc(size);
    struct gt_buf file;

    (void)state;
    assert_non_null(blanks);
    memset(blanks, ' ', size);
    gt_buf_init(&file, 4 << 20);
    make_zip(&file, (struct make_part[]){{"word/document.xml", {blanks, size}}}, 1, false);
    free(blanks);
    assert_true(file.len > 0 && file.len < (1 << 20));
    refuse("a zip bomb", gt_buf_view(&file), GT_ELIMIT, "unfolds");
    gt_buf_clear(&file);
}

static void a_file_over_the_limit_is_not_touched(void **state)
{
    static const char byte = 'x';

    (void)state;
    /* Only its length is looked at. */
    refuse("200 MB", (gt_str){&byte, (size_t)200 << 20}, GT_ELIMIT, "128 MB");
}

static void refused_memory_is_an_error(void **state)
{
    struct gt_buf file;

    (void)state;
    gt_buf_init(&file, 1 << 20);
    make_docx(&file, words[5].body);
    for (int kind = 0; kind < 2; kind++) {
        const gt_str bytes = kind == 0 ? gt_buf_view(&file) : gt_str_from(pages[0].page);
        gt_rc rc = GT_ENOMEM;

        for (int64_t n = 0; rc != GT_OK; n++) {
            struct gt_arena *arena = NULL;
            struct gt_err err = {0};
            struct gt_doc doc;

            assert_true(n < 10000);
            gt_alloc_fail_at(n);
            rc = gt_arena_create(ARENA, &arena);
            if (rc == GT_OK)
                rc = gt_read_doc(arena, bytes, NULL, &doc, &err);
            gt_alloc_fail_at(-1);
            assert_true(rc == GT_OK || rc == GT_ENOMEM);
            gt_arena_destroy(arena);
        }
    }
    gt_buf_clear(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(word_files_are_read),
        cmocka_unit_test(merged_cells_are_one),
        cmocka_unit_test(pages_are_read),
        cmocka_unit_test(bad_files_get_one_clear_message),
        cmocka_unit_test(a_zip_bomb_stays_small),
        cmocka_unit_test(a_file_over_the_limit_is_not_touched),
        cmocka_unit_test(refused_memory_is_an_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
