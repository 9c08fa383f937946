/* text.c - plain text: the file is the text, a line is a block. */
#include "base/utf8.h"
#include "read/decode.h"
#include "read/readers.h"

static gt_rc too_many(struct gt_err *err)
{
    return gt_fail(err, GT_ELIMIT, "the text has more than %d lines", "文本超过%d行",
                   (int)GT_READ_BLOCKS_MAX);
}

gt_rc gt_text_read(struct gt_arena *arena, gt_str bytes, struct gt_doc *out, struct gt_err *err)
{
    struct gt_doc doc = {.source = GT_SOURCE_TEXT};
    size_t lines = 1, at = 0, next;
    uint32_t points = 0, line = 0;
    gt_rc rc;

    if ((rc = gt_decode(arena, bytes, GT_STR(""), &doc.text, err)) != GT_OK)
        return rc;
    for (size_t i = 0; i < doc.text.len; i++)
        lines += doc.text.at[i] == '\n';
    if (lines > GT_READ_BLOCKS_MAX)
        return too_many(err);
    if ((doc.blocks = GT_NEW_N(arena, struct gt_block, lines)) == NULL)
        return gt_fail(err, GT_ENOMEM, "no memory for the document", "文档内存不足");
    for (; at < doc.text.len; at = next + 1) {
        gt_str text;
        uint32_t count;
        bool cut; /* a carriage return before the line feed */

        next = at;
        while (next < doc.text.len && doc.text.at[next] != '\n')
            next++;
        text = gt_str_sub(doc.text, at, next);
        count = (uint32_t)gt_utf8_count(text);
        line++;
        cut = text.len > 0 && text.at[text.len - 1] == '\r';
        text.len -= cut;
        if (gt_str_trim(text).len > 0)
            doc.blocks[doc.block_count++] = (struct gt_block){
                .kind = GT_BLOCK_PARA, .text = text, .style = {"", 0}, .line = line,
                .span = {points, points + count - cut}};
        points += count + 1;
    }
    doc.points = points > 0 && doc.text.at[doc.text.len - 1] != '\n' ? points - 1 : points;
    *out = doc;
    return GT_OK;
}
