/* xml.c - libxml2's xmlReader with everything dangerous switched off. */
#include "read/xml.h"

#include <libxml/xmlreader.h>
#include <pthread.h>

#include "base/utf8.h"
#include "read/block.h"
#include "read/zip.h"

enum { SAID_MAX = 160 };

struct gt_xml {
    xmlTextReaderPtr    reader;
    struct gt_zip_part *part;    /* NULL when over bytes */
    gt_str              what;
    struct gt_err       part_err; /* why the part could not be read on */
    gt_rc               part_rc;
    uint32_t            depth;
    bool                close_next; /* an empty element: its end comes next */
    char                said[SAID_MAX]; /* libxml2's first complaint */
    int                 said_line;
};

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void init_parser(void)
{
    xmlInitParser();
}

static void on_error(void *data, xmlErrorPtr error)
{
    struct gt_xml *xml = data;
    size_t len;

    /* Only what ends the document; odd namespaces do not. */
    if (xml->said[0] != 0 || error == NULL || error->message == NULL ||
        error->level < XML_ERR_FATAL)
        return;
    (void)snprintf(xml->said, sizeof(xml->said), "%s", error->message);
    len = strlen(xml->said);
    while (len > 0 && (xml->said[len - 1] == '\n' || xml->said[len - 1] == ' '))
        xml->said[--len] = 0;
    /* A cut may fall inside a character. */
    for (size_t bad; !gt_utf8_valid((gt_str){xml->said, len}, &bad);)
        xml->said[len = bad] = 0;
    xml->said_line = error->line;
}

static int on_read(void *data, char *into, int size)
{
    struct gt_xml *xml = data;
    size_t got = 0;

    if (xml->part_rc != GT_OK)
        return -1;
    xml->part_rc = gt_zip_part_read(xml->part, into, (size_t)size, &got, &xml->part_err);
    return xml->part_rc == GT_OK ? (int)got : -1;
}

enum { OPTIONS = XML_PARSE_NONET | XML_PARSE_COMPACT };

static gt_rc out_of_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "no memory for the XML reader", "XML 读取内存不足");
}

static struct gt_xml *xml_new(gt_str what)
{
    struct gt_xml *xml = gt_calloc(1, sizeof(*xml));

    (void)pthread_once(&once, init_parser);
    if (xml != NULL)
        xml->what = what;
    return xml;
}

static gt_rc xml_ready(struct gt_xml *xml, struct gt_xml **out, struct gt_err *err)
{
    if (xml->reader == NULL) {
        gt_xml_close(xml);
        return out_of_memory(err);
    }
    xmlTextReaderSetStructuredErrorHandler(xml->reader, on_error, xml);
    *out = xml;
    return GT_OK;
}

gt_rc gt_xml_open_bytes(gt_str bytes, gt_str what, struct gt_xml **out, struct gt_err *err)
{
    struct gt_xml *xml;

    *out = NULL;
    if (bytes.len > INT32_MAX)
        return gt_fail(err, GT_ELIMIT, "%.*s is over 2 GB", "%.*s 超过2 GB", GT_FMT(what));
    if ((xml = xml_new(what)) == NULL)
        return out_of_memory(err);
    xml->reader = xmlReaderForMemory(bytes.len ? bytes.at : " ", bytes.len ? (int)bytes.len : 1,
                                     NULL, NULL, OPTIONS);
    return xml_ready(xml, out, err);
}

gt_rc gt_xml_open_part(struct gt_zip_part *part, gt_str what, struct gt_xml **out,
                       struct gt_err *err)
{
    struct gt_xml *xml = xml_new(what);

    *out = NULL;
    if (xml == NULL) {
        gt_zip_part_close(part);
        return out_of_memory(err);
    }
    xml->part = part;
    xml->reader = xmlReaderForIO(on_read, NULL, xml, NULL, NULL, OPTIONS);
    return xml_ready(xml, out, err);
}

void gt_xml_close(struct gt_xml *xml)
{
    if (xml == NULL)
        return;
    if (xml->reader != NULL)
        xmlFreeTextReader(xml->reader);
    gt_zip_part_close(xml->part);
    gt_free(xml);
}

static gt_rc too_deep(const struct gt_xml *xml, struct gt_err *err)
{
    return gt_fail(err, GT_ELIMIT, "%.*s: elements are nested over %d deep", "%.*s：元素嵌套超过%d层",
                   GT_FMT(xml->what), (int)GT_READ_DEPTH_MAX);
}

static enum gt_xml_step refused(struct gt_xml *xml, struct gt_err *err)
{
    if (xml->part_rc != GT_OK) {
        (void)gt_fail_text(err, xml->part_rc, xml->part_err.text[GT_LANG_EN],
                           xml->part_err.text[GT_LANG_ZH]);
        return GT_XML_ERROR;
    }
    if (strstr(xml->said, "Excessive depth") != NULL) { /* the library's own limit is the same as ours */
        (void)too_deep(xml, err);
        return GT_XML_ERROR;
    }
    (void)gt_fail(err, GT_EPARSE, "%.*s, line %d: not well-formed XML (%s)",
                  "%.*s 第%d行：XML 格式错误（%s）", GT_FMT(xml->what), xml->said_line,
                  xml->said[0] ? xml->said : "unexpected end");
    return GT_XML_ERROR;
}

enum gt_xml_step gt_xml_next(struct gt_xml *xml, struct gt_err *err)
{
    if (xml->close_next) {
        xml->close_next = false;
        xml->depth--;
        return GT_XML_CLOSE;
    }
    for (;;) {
        int got = xmlTextReaderRead(xml->reader);

        if (got == 0 && xml->part_rc == GT_OK && xml->said[0] == 0)
            return GT_XML_END;
        if (got != 1)
            return refused(xml, err);
        switch (xmlTextReaderNodeType(xml->reader)) {
        case XML_READER_TYPE_DOCUMENT_TYPE:
        case XML_READER_TYPE_ENTITY_REFERENCE:
            (void)gt_fail(err, GT_EPARSE,
                          "%.*s, line %d: a DOCTYPE or entity is not allowed",
                          "%.*s 第%d行：不允许 DOCTYPE 或外部实体", GT_FMT(xml->what),
                          xmlTextReaderGetParserLineNumber(xml->reader));
            return GT_XML_ERROR;
        case XML_READER_TYPE_ELEMENT:
            if (++xml->depth > GT_READ_DEPTH_MAX) {
                (void)too_deep(xml, err);
                return GT_XML_ERROR;
            }
            xml->close_next = xmlTextReaderIsEmptyElement(xml->reader) == 1;
            return GT_XML_OPEN;
        case XML_READER_TYPE_END_ELEMENT:
            xml->depth--;
            return GT_XML_CLOSE;
        case XML_READER_TYPE_TEXT:
        case XML_READER_TYPE_CDATA:
        case XML_READER_TYPE_WHITESPACE:
        case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
            return GT_XML_TEXT;
        default: /* comments, processing instructions, the XML declaration */
            break;
        }
    }
}

gt_str gt_xml_name(const struct gt_xml *xml)
{
    return gt_str_from((const char *)xmlTextReaderConstLocalName(xml->reader));
}

bool gt_xml_is(const struct gt_xml *xml, const char *name)
{
    const xmlChar *here = xmlTextReaderConstLocalName(xml->reader);

    return here != NULL && strcmp((const char *)here, name) == 0;
}

gt_str gt_xml_text(const struct gt_xml *xml)
{
    return gt_str_from((const char *)xmlTextReaderConstValue(xml->reader));
}

uint32_t gt_xml_depth(const struct gt_xml *xml)
{
    return xml->depth;
}

gt_str gt_xml_attr(struct gt_xml *xml, const char *name, bool *has)
{
    gt_str value = {"", 0};
    bool found = false;

    if (xmlTextReaderMoveToFirstAttribute(xml->reader) == 1) {
        do {
            const xmlChar *here = xmlTextReaderConstLocalName(xml->reader);

            if (here != NULL && strcmp((const char *)here, name) == 0) {
                value = gt_str_from((const char *)xmlTextReaderConstValue(xml->reader));
                found = true;
            }
        } while (!found && xmlTextReaderMoveToNextAttribute(xml->reader) == 1);
        (void)xmlTextReaderMoveToElement(xml->reader);
    }
    if (has != NULL)
        *has = found;
    return value;
}

enum gt_xml_step gt_xml_skip(struct gt_xml *xml, struct gt_err *err)
{
    uint32_t depth = xml->depth;
    enum gt_xml_step step;

    do
        step = gt_xml_next(xml, err);
    while (step != GT_XML_ERROR && step != GT_XML_END && xml->depth >= depth);
    return step;
}
