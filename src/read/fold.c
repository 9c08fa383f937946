/* fold.c - folding, and the way back to the original's bytes. */
#include "read/fold.h"

#include "base/utf8.h"
#include "read/block.h"

/*
 * Traditional, simplified, traditional, simplified ...: only the characters
 * that stand in our words, in units' names and in dates.  It is for matching,
 * not for conversion.
 */
static const char16_t pairs[] =
    u"負负責责單单牽牵頭头門门關关廳厅務务會会員员辦办處处機机構构學学術术業业"
    u"計计劃划發发佈布應应須须當当將将與与並并協协調调導导實实現现點点總总結结"
    u"農农財财資资貿贸環环護护監监測测驗验檢检險险衛卫醫医療疗藥药養养"
    u"鐵铁電电網网絡络郵邮運运輸输車车銀银證证據据稅税審审統统標标準准"
    u"強强動动進进開开闢辟創创設设備备製制規规則则條条節节編编項项個个萬万"
    u"億亿數数達达內内從从時时間间長长報报讀读書书記记錄录議议題题論论"
    u"認认識识語语說说請请讓让諸诸該该談谈變变貫贯徹彻執执堅坚決决擴扩"
    u"範范圍围區区縣县鄉乡鎮镇縱纵橫横黨党團团體体訂订補补獎奖勵励"
    u"優优勢势質质產产穩稳減减過过還还這这為为無无種种類类級级別别"
    u"連连續续陸陆隊队陣阵陽阳陰阴雙双際际隨随隱隐難难雖虽離离雲云靈灵靜静"
    u"順顺預预領领頒颁顯显風风飛飞飯饭館馆驅驱髮发鬥斗鮮鲜麗丽齊齐龍龙"
    u"確确礎础礦矿礙碍禮礼積积競竞築筑簡简糧粮緊紧綠绿維维綱纲緩缓練练縮缩"
    u"繼继義义習习聯联職职聽听膽胆臨临興兴舉举舊旧艱艰藝艺蘇苏號号"
    u"見见覽览觀观訊讯託托訪访評评試试話话詳详誠诚誤误課课諮咨謀谋講讲"
    u"貢贡貨货貧贫購购貸贷費费貼贴賃赁賞赏賠赔賴赖贈赠贏赢趕赶跡迹蹤踪"
    u"軍军軌轨軟软較较載载輔辅輕轻輪轮轉转辭辞邊边遊游選选遠远適适遷迁遺遗"
    u"鄰邻釋释鋼钢錢钱鍵键鏈链閉闭閱阅闊阔闡阐陳陈層层屬属島岛嶺岭幣币幫帮"
    u"幹干庫库廣广廢废彈弹彙汇後后徵征憲宪懲惩戰战戶户拋抛擬拟擇择"
    u"擔担擊击攜携攝摄敗败敵敌斷断於于權权極极榮荣樣样樹树橋桥檔档歸归歲岁"
    u"殘残氣气況况洩泄涼凉淨净滿满漢汉漸渐潔洁濟济瀏浏災灾煉炼營营"
    u"爭争爾尔牆墙狀状獨独獲获瑪玛畫画異异盡尽盤盘眾众矚瞩碼码稱称穀谷"
    u"窮穷紀纪約约紅红納纳純纯紙纸細细終终組组絕绝給给緒绪線线締缔縫缝"
    u"勞劳勝胜勻匀匯汇華华卻却厲厉參参問问啟启喪丧嚴严園园"
    u"場场塊块墾垦壓压壞坏壯壮夠够奪夺婦妇媽妈嬰婴孫孙宮宫寬宽寶宝尋寻對对"
    u"專专屆届嶄崭來来倉仓們们倫伦偉伟側侧偵侦傑杰傘伞傳传債债傷伤"
    u"價价儀仪儘尽償偿兒儿兩两冊册凍冻劑剂東东兇凶國国"
    u"佔占併并侷局係系傢家僑侨兌兑凈净刪删剋克卽即厠厕唸念啓启噸吨噹当嚮向囌苏圖图埰采墰坛"
    u"墻墙壇坛壜坛奬奖奮奋寀采寫写峯峰嵗岁帶带幾几廁厕廠厂張张彆别彔录徑径復复恆恒愛爱態态"
    u"慮虑懞蒙掃扫掛挂採采揚扬揮挥搖摇搶抢敎教昇升曏向曬晒朮术査查棟栋榦干檯台歐欧氾泛汎泛"
    u"沒没滙汇滬沪漲涨濛蒙煥焕爲为牀床産产甦苏畝亩畵画眞真矇蒙祕秘穫获簽签籌筹籤签粵粤糾纠"
    u"紮扎絶绝經经綜综綫线緑绿緻致績绩織织繕缮繞绕繫系繳缴纍累纔才罈坛罎坛罰罚聞闻臺台舘馆"
    u"葯药蓆席蓋盖薦荐衆众衕同裏里裡里複复覈核視视覺觉討讨訓训許许註注証证詞词誌志説说諧谐"
    u"賬账踐践蹟迹輛辆輯辑輻辐轄辖迴回週周遞递遲迟邁迈釘钉針针釦扣鈎钩鉤钩銜衔銷销録录錶表"
    u"鍊炼鍼针鎭镇鑑鉴鑒鉴閤合閲阅陞升階阶隻只鞏巩韆千響响頁页頂顶頃顷顆颗額额顧顾颱台餘余"
    u"饋馈鬚须麪面麫面麵面麼么齣出";

enum { TABLE = 0x10000, PAIRS = sizeof(pairs) / sizeof(pairs[0]) / 2 };

static char16_t fold_other(uint32_t c)
{
    switch (c) {
    case 0x3000: case 0xa0: case 0xfeff: case 0x200b: case 0x2002: case 0x2003: case 0x2009:
        return ' ';
    case 0x3014: case 0x3010: case 0x3016:
        return '[';
    case 0x3015: case 0x3011: case 0x3017:
        return ']';
    case 0x300c: case 0x300e:
        return 0x201c;
    case 0x300d: case 0x300f:
        return 0x201d;
    case 0xff61:
        return 0x3002;
    case 0xff64:
        return 0x3001;
    case 0x2011: case 0x2013: case 0x2014: case 0x2015: case 0x2212:
        return '-';
    case 0x2018: case 0x2019:
        return '\'';
    case 0x25cb: case 0x25ef: /* a circle stands for zero in dates */
        return 0x3007;
    default:
        return (char16_t)c;
    }
}

char16_t gt_fold_point(uint32_t c)
{
    if (c >= 0xff01 && c <= 0xff5e)
        c = c - 0xff01 + 0x21;
    if (c < 0x80)
        return c >= 'A' && c <= 'Z' ? (char16_t)(c + 32)
                                    : c == '\t' || c == '\r' ? u' ' : (char16_t)c;
    return c > 0xffff ? 0xfffd : fold_other(c);
}

gt_rc gt_fold_make(struct gt_arena *arena, gt_str text, struct gt_fold *out)
{
    size_t points = gt_utf8_count(text), at = 0;
    uint32_t *marks;
    char16_t *fold, *simple;

    memset(out, 0, sizeof(*out));
    if ((fold = GT_NEW_N(arena, char16_t, points + 1)) == NULL ||
        (marks = GT_NEW_N(arena, uint32_t, points / GT_FOLD_STEP + 1)) == NULL ||
        (simple = gt_calloc(TABLE, sizeof(*simple))) == NULL)
        return GT_ENOMEM;
    for (size_t i = 0; i < PAIRS; i++)
        simple[pairs[2 * i]] = pairs[2 * i + 1];
    for (size_t i = 0; i < points; i++) {
        char16_t c;

        if (i % GT_FOLD_STEP == 0)
            marks[i / GT_FOLD_STEP] = (uint32_t)at;
        c = gt_fold_point(gt_utf8_next(text, &at));
        fold[i] = simple[c] != 0 ? simple[c] : c;
    }
    gt_free(simple);
    *out = (struct gt_fold){fold, (uint32_t)points, text, marks};
    return GT_OK;
}

size_t gt_fold_byte(const struct gt_fold *fold, uint32_t point)
{
    size_t at;

    if (point >= fold->len)
        return fold->text.len;
    at = fold->marks[point / GT_FOLD_STEP];
    for (uint32_t left = point % GT_FOLD_STEP; left > 0; left--) {
        unsigned char lead = (unsigned char)fold->text.at[at];

        at += lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    }
    return at;
}

gt_str gt_fold_slice(const struct gt_fold *fold, uint32_t start, uint32_t end)
{
    size_t from = gt_fold_byte(fold, start);
    size_t to = gt_fold_byte(fold, end < start ? start : end);

    return (gt_str){fold->text.at + from, to - from};
}

uint32_t gt_fold_find(const struct gt_fold *fold, uint32_t at, uint32_t end,
                      const char16_t *word)
{
    for (; at < end; at++)
        if (fold->at[at] == word[0] && gt_fold_is(fold, at, end, word))
            return at;
    return UINT32_MAX;
}

bool gt_fold_ends(const struct gt_fold *fold, uint32_t at, uint32_t end, const char16_t *word)
{
    uint32_t len = 0;

    while (word[len] != 0)
        len++;
    return end - at >= len && gt_fold_is(fold, end - len, end, word);
}

void gt_fold_trim(const struct gt_fold *fold, uint32_t *start, uint32_t *end)
{
    while (*start < *end && gt_is_blank(fold->at[*start]))
        (*start)++;
    while (*end > *start && gt_is_blank(fold->at[*end - 1]))
        (*end)--;
}
