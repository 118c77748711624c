/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Search keys and patterns: what is typed finds what is stored, proven against FTS5 itself. */

#include "core/base/crm-pinyin.h"
#include "core/base/crm-text-key.h"
#include "core/base/crm-text-pattern.h"

#include <sqlite3.h>
#include <string.h>

typedef enum
{
  NAME,
  WORDS,
  PROSE,
  PHONE,
} Field;

/* A search table in memory; each document has one field. */
typedef struct
{
  sqlite3 *db;
  sqlite3_stmt *insert, *match;
  gint64 last;
} Table;

static void
table_open (Table *self)
{
  g_assert_cmpint (sqlite3_open (":memory:", &self->db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (self->db, "CREATE VIRTUAL TABLE t USING fts5 (text, " CRM_TEXT_KEY_FTS5_OPTIONS ")", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_prepare_v2 (self->db, "INSERT INTO t (rowid, text) VALUES (?, ?)", -1, &self->insert, NULL);
  sqlite3_prepare_v2 (self->db, "SELECT rowid FROM t WHERE t MATCH ?", -1, &self->match, NULL);
  self->last = 0;
}

static void
table_close (Table *self)
{
  sqlite3_finalize (self->insert);
  sqlite3_finalize (self->match);
  sqlite3_close (self->db);
}

static void
table_add (Table *self, Field field, const char *text)
{
  static void (*const add[]) (GString *, const char *) = { crm_text_key_add_name, crm_text_key_add_words, crm_text_key_add_prose, crm_text_key_add_phone };
  g_autoptr (GString) document = g_string_new (NULL);

  add[field](document, text);
  g_assert_true (g_utf8_validate (document->str, (gssize)document->len, NULL));
  sqlite3_bind_int64 (self->insert, 1, ++self->last);
  sqlite3_bind_text (self->insert, 2, document->str, (int)document->len, SQLITE_TRANSIENT);
  g_assert_cmpint (sqlite3_step (self->insert), ==, SQLITE_DONE);
  sqlite3_reset (self->insert);
}

/* Bits of the rows found; -1 when nothing is searchable. Any error of FTS5 fails the test. */
static gint64
table_search (Table *self, const char *typed, CrmTextIndex index)
{
  g_autoptr (CrmTextPattern) pattern = crm_text_pattern_new (typed);
  g_autofree char *match = crm_text_pattern_to_match (pattern, index);
  gint64 rows = 0;
  int code;

  g_assert_true ((match == NULL) == crm_text_pattern_is_empty (pattern));
  if (match == NULL)
    return -1;
  sqlite3_bind_text (self->match, 1, match, -1, SQLITE_TRANSIENT);
  while ((code = sqlite3_step (self->match)) == SQLITE_ROW)
    rows |= G_GINT64_CONSTANT (1) << (sqlite3_column_int64 (self->match, 0) - 1);
  if (code != SQLITE_DONE)
    g_error ("“%s” became %s: %s", typed, match, sqlite3_errmsg (self->db));
  sqlite3_reset (self->match);
  return rows;
}

static void
table_empty (Table *self)
{
  g_assert_cmpint (sqlite3_exec (self->db, "DELETE FROM t", NULL, NULL, NULL), ==, SQLITE_OK);
  self->last = 0;
}

/* One table serves all: making a full-text table takes many times longer than asking it. */
static gboolean
is_found (Field field, const char *text, const char *typed)
{
  static Table table;

  if (table.db == NULL)
    table_open (&table);
  table_empty (&table);
  table_add (&table, field, text);
  return table_search (&table, typed, field == PROSE ? CRM_TEXT_INDEX_PROSE : CRM_TEXT_INDEX_NAMES) == 1;
}

/* Each of @typed, a list parted by |, must find @text, or none must. */
static void
check (Field field, const char *text, const char *typed, gboolean expected)
{
  g_auto (GStrv) all = g_strsplit (typed, "|", -1);

  for (gsize i = 0; all[i] != NULL; i++)
    {
      g_autoptr (CrmTextPattern) pattern = crm_text_pattern_new (all[i]);
      g_autoptr (GArray) ranges = crm_text_pattern_find (pattern, text);

      if (is_found (field, text, all[i]) != expected)
        g_test_fail_printf ("“%s” %s “%s”", all[i], expected ? "does not find" : "finds", text);
      if (expected && ranges == NULL)
        g_test_fail_printf ("“%s” finds “%s” but highlights nothing", all[i], text);
    }
}

static void
test_chinese_names (void)
{
  check (NAME, "张三", "zs|zhangs|zhang san|张|张三|三|zhangsan|z|s|zh|san zhang|zhang三|张san|ZHANG|ＺＳ|張三|張|zhāng|zhang'san|张 三", TRUE);
  check (NAME, "張三", "张三|张|zhangsan|張三", TRUE);
  check (NAME, "张 三", "张三|zhangsan|zs", TRUE);
  check (NAME, "张三", "三张|李|zsa|zhangsi|zt|hang|张三丰|an", FALSE);
  check (NAME, "李伟杰", "liwj|lwj|li wj|liweij|liweijie|weijie|wj|jie|伟杰", TRUE);
  check (NAME, "欧阳明远", "ouyangmy|ouyangm|oymy|ouyangmingyuan|mingyuan", TRUE);
  check (NAME, "洛阳瓦岗寨贸易有限公司",
         "wgz|wagang|wagangzhaimaoyi|洛阳wgz|洛阳|瓦岗寨|lywgz|lywgzmyyxgs|luoyangwagangzhaimaoyiyouxiangongsi|公司 瓦岗|gongsi wgz|gangzhaim|"
         "myyxgs|youxiangongsi|瓦岗寨贸易有限公司|luoyang 瓦岗 maoyi",
         TRUE);
  check (NAME, "洛阳瓦岗寨贸易有限公司", "洛岗|瓦寨|wagangzhaimaoyo|luoyangwagangzhaimaoyiyouxianzongsi|wgzyxgs|wagangmaoyi|洛阳公", FALSE);
  check (NAME, "上海大华信技术", "shanghaidahuaxin|dahuaxinjishu|haidahuaxinj", TRUE);
  check (NAME, "上海大华信技术", "shanghaihuaxin|shanghaixin|dahuaxinshu|huaxinjishud", FALSE);
  check (NAME, "西安方岸", "xian|xi'an|xianfangan|fangan|xafa|anfang", TRUE);
  check (NAME, "上海（瓦岗）贸易", "shanghaiwagang|海瓦|上海瓦岗贸易", TRUE);
}

static void
test_readings (void)
{
  check (NAME, "银行", "yinhang|yh|yinh", TRUE);
  check (NAME, "成都", "chengdu|cd", TRUE);
  check (NAME, "厦门", "xiamen|xm", TRUE);
  check (NAME, "长沙", "changsha|cs", TRUE);
  check (NAME, "重庆", "chongqing|cq", TRUE);
  check (NAME, "重慶", "chongqing|cq|重庆", TRUE);
  check (NAME, "乐山", "leshan|ls", TRUE);
  check (NAME, "單雄信", "shanxiongxin|danxiongxin|sxx|dxx|单", TRUE);
  check (NAME, "曾国强", "zengguoqiang|zgq|cengguo", TRUE);
  check (NAME, "解小龙", "xiexiaolong|jiexiaolong", TRUE);
  check (NAME, "仇九", "qiujiu|choujiu", TRUE);
  check (NAME, "万俟远", "moqiyuan|wansi|mqy", TRUE);
  check (NAME, "协会计划", "xiehuijihua|kuaiji", TRUE);
  check (NAME, "行长", "hangzhang|xingchang", TRUE);
  check (NAME, "旅游", "lvyou|luyou|ly|lv|lüyou", TRUE);
  check (NAME, "女装", "nvzhuang|nuzhuang|nv|nu|nz", TRUE);
  check (NAME, "路由", "lvyou|lv", FALSE);
  check (NAME, "掠影", "lveying|lueying", TRUE);
}

static void
test_latin (void)
{
  check (NAME, "Łódź", "lodz|ŁÓDŹ|lo|Łó|lód", TRUE);
  check (NAME, "Weiß & Söhne", "weiss|weis|WEISS|sohne|Söhne|söhne weiß|&söhne", TRUE);
  check (NAME, "Nguyễn Văn Ånge", "nguyen van|ange|nguye\xcc\x82\xcc\x83n|Å|van nguyen", TRUE);
  check (NAME, "Nguye\xcc\x82\xcc\x83n", "nguyễn|nguyen", TRUE);
  check (NAME, "Istanbul İstinye Işık Kılıç", "istanbul|istinye|isik|ISIK|kilic|İSTİNYE|ıstanbul", TRUE);
  check (NAME, "O’Brien", "o'brien|obrien|brien|o brien|O’B", TRUE);
  check (NAME, "Smith-Jones", "smith-jones|jones|smith jon", TRUE);
  check (NAME, "Christopherson", "christopherson|christophers|chris", TRUE);
  check (NAME, "Харьков Ёлкин Йод", "харьков|харь|елкин|ёлкин|йод", TRUE);
  check (NAME, "Ὀδυσσεύς", "οδυσσευσ|οδυσσεύς|ΟΔΥΣΣΕΥΣ", TRUE);
  check (NAME, "محمّد أحمد", "محمد|احمد", TRUE);
  check (NAME, "김철수", "김|김철|김철수|\xe1\x84\x80\xe1\x85\xb5\xe1\x86\xb7", TRUE);
  check (NAME, "トヨタ自動車", "トヨタ|トヨ|自動車|自动车|ﾄﾖﾀ", TRUE);
  check (NAME, "ガラス", "か\xe3\x82\x99", FALSE);
  check (NAME, "ガラス", "カ\xe3\x82\x99ラ|ｶﾞﾗｽ", TRUE);
  check (NAME, "ACME™ 3M №7 ①", "acme|3m|3|7|1", TRUE);
  check (NAME, "㈱瓦岗", "株|瓦岗", TRUE);
  check (NAME, "Smith", "mith|smiths|smit h", FALSE);
  check (NAME, "🚀 Rocket 👍🏽", "🚀|rocket|👍|👍🏿|🚀 roc", TRUE);
  check (NAME, "Rocket", "🚀", FALSE);
}

/* Letters with marks are also written as two, in what is stored and in what is typed. */
static void
test_spelled_out (void)
{
  check (NAME, "Müller", "müller|mueller|MUELLER|muller|mue|muelle|Mu|mu\xcc\x88ller", TRUE);
  check (NAME, "Mu\xcc\x88ller", "mueller|müller|muller", TRUE);
  check (NAME, "Mueller", "mueller|müller|mülle|mu", TRUE);
  check (NAME, "Muller", "muller|müller|mueller", TRUE);
  check (NAME, "Mullermann", "mueller|muellerman", FALSE);
  check (NAME, "Großkötz ÖVAG", "grosskoetz|großkötz|grosskotz|oevag|ovag", TRUE);
  check (NAME, "Sørensen Åkerblom Ærø", "soerensen|sorensen|sørensen|aakerblom|akerblom|aeroe|aero|ærø", TRUE);
  check (NAME, "Jäger-Söhne", "jaeger|soehne|jaeger-soehne|jager", TRUE);
  check (NAME, "L’Über", "ueber|uber|lueber", TRUE);
  check (NAME, "Susan Johnson Blumen Munich", "sue|joe|blue|muenic", FALSE);
  check (WORDS, "jürgen@jäger.example", "juergen|jaeger", TRUE);
  check (PROSE, "Über die Straße zu Frau Böhm", "ueber|boehm|böhm|strasse", TRUE);
  check (PROSE, "Bohm", "boehm", FALSE);
}

static void
test_words_and_prose (void)
{
  check (WORDS, "lin.wei@example.com", "lin@exa|lin.wei|wei|example.com|lin.wei@example.com|l|lin@", TRUE);
  check (WORDS, "lin.wei@example.com", "xample|lin@example.org|inw", FALSE);
  check (PROSE, "Rang wegen Angebot 2024 an; 客户要求三月交货。", "angebot|ange|客户|三月|要求三月|2024|202|an|要", TRUE);
  check (PROSE, "Rang wegen Angebot 2024 an; 客户要求三月交货。", "kehu|r|货客|客要", FALSE);
}

static void
test_phones (void)
{
  check (PHONE, "+86 138 0013 8000", "138|13800138000|1380013|138-0013-8000|+8613800138000|+86 138 0013 8000|8000|0013|001|86138|008613800138000|"
                                     "8613800138000|0138|(138) 0013|01380013|+86138",
         TRUE);
  check (PHONE, "13800138000", "+8613800138000|0086 138 0013 8000|8613800138000|138 0013|１３８|138.0013.8000", TRUE);
  check (PHONE, "(021) 6234-1299", "+86 21 6234 1299|02162341299|021-6234|62341299|1299|234", TRUE);
  check (PHONE, "+86 21 6234 1299", "021 6234 1299|02162341299|021", TRUE);
  check (PHONE, "+44 (0)20 7946 0321", "02079460321|+442079460321|442079460321|+44 (0)20 7946|020 7946|0321", TRUE);
  check (PHONE, "+49 7031 4455", "07031 4455|070314455|+497031", TRUE);
  check (PHONE, "13800138000", "8001380001|139|1384|13801|99|801", FALSE);
  check (NAME, "360 Safe 2024", "360|36|3|2024|360 2024|safe 360", TRUE);
  check (PHONE, "5551234, 5559876", "12345559|1234555", FALSE);
}

static void
test_several_words_are_anded (void)
{
  Table table;

  table_open (&table);
  table_add (&table, NAME, "Anna Weber");
  table_add (&table, NAME, "Anna Fischer");
  table_add (&table, NAME, "安娜");
  g_assert_cmpint (table_search (&table, "anna", CRM_TEXT_INDEX_NAMES), ==, 7);
  g_assert_cmpint (table_search (&table, "anna fi", CRM_TEXT_INDEX_NAMES), ==, 2);
  g_assert_cmpint (table_search (&table, "web an", CRM_TEXT_INDEX_NAMES), ==, 1);
  g_assert_cmpint (table_search (&table, "an 娜", CRM_TEXT_INDEX_NAMES), ==, 4);
  table_close (&table);
}

/* Nothing typed may be FTS5 syntax; what is left of each is searched for. */
static void
test_syntax_is_harmless (void)
{
  static const char *const typed[] = { "\"", "\"\"", "'", "*", "^", ":", "(", ")", "-", "+", "{", "}", ",", ".", ";", "\\", "%", "_", "#", "`", "~", "|", "<>", "=",
                                       " ", "", "\t\n", "\"anna", "anna\"", "anna*", "*anna", "^anna", "text:anna", "text : anna", "(anna", "anna)", "-anna",
                                       "anna - weber", "anna AND", "AND", "OR", "NOT", "NEAR", "NEAR(anna weber, 5)", "anna OR nobody", "anna NOT weber", "#138",
                                       "{text}:anna", "a\"b\"c", "anna' OR '1'='1", "anna; DROP TABLE t", "\x01\x02", "\"张三\"", "张*三", "\xef\xbf\xbd", "\xe2\x80\x8b" };
  Table table;

  table_open (&table);
  table_add (&table, NAME, "Anna Weber");
  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
    for (CrmTextIndex index = CRM_TEXT_INDEX_NAMES; index <= CRM_TEXT_INDEX_PROSE; index++)
      table_search (&table, typed[i], index);
  g_assert_cmpint (table_search (&table, "\"^-(*)", CRM_TEXT_INDEX_NAMES), ==, -1);
  g_assert_cmpint (table_search (&table, "text:anna", CRM_TEXT_INDEX_NAMES), ==, 0);
  g_assert_cmpint (table_search (&table, "anna OR nobody", CRM_TEXT_INDEX_NAMES), ==, 0);
  g_assert_cmpint (table_search (&table, "anna NOT weber", CRM_TEXT_INDEX_NAMES), ==, 0);
  g_assert_cmpint (table_search (&table, "\"anna\"*^", CRM_TEXT_INDEX_NAMES), ==, 1);
  g_assert_cmpint (table_search (&table, "(anna) -weber", CRM_TEXT_INDEX_NAMES), ==, 1);
  table_close (&table);
}

static void
append_piece (GString *text, GRand *rand)
{
  static const char *const pieces[] = { "张", "三", "重", "行", "長", "〇", "𠮷", "a", "Z", "zh", "ang", "xi", "an", "lv", "ß", "ü", "Å", "u\xcc\x88", "ue", "aa", "İ", "é", "e\xcc\x81", " ", "  ", "'", "’",
                                        "-", "+", "0", "1", "86", "138", "00", "(", ")", "\"", "*", "#", "🚀", "\xe2\x80\x8d", "한", "\xe1\x84\x80", "\xe1\x85\xa1", "カ", "\xe3\x82\x99",
                                        "ﾞ", "㌔", "ﬁ", "ŉ", "\xe0\xb9\x8c", "\xff", "\xc3", "\xe4\xbd", "\xf0\x9f", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xc0\x80" };

  g_string_append (text, pieces[g_rand_int_range (rand, 0, (gint32)G_N_ELEMENTS (pieces))]);
}

/* Random text of hostile pieces: no crash, valid output, ranges ascending and inside, and whatever is found is highlighted. */
static void
test_hostile_text (void)
{
  guint32 seed = 20240607;
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  Table table;

  g_test_message ("seed %u", seed);
  table_open (&table);
  for (int round = 0; round < 3000; round++)
    {
      g_autoptr (GString) name = g_string_new (NULL), typed = g_string_new (NULL);
      g_autoptr (CrmTextPattern) pattern = NULL;
      g_autoptr (GArray) ranges = NULL;
      guint last = 0;
      gint64 rows;
      Field field;

      for (int i = g_rand_int_range (rand, 0, 12); i > 0; i--)
        append_piece (name, rand);
      for (int i = g_rand_int_range (rand, 0, 5); i > 0; i--)
        append_piece (typed, rand);
      table_empty (&table);
      field = (Field)g_rand_int_range (rand, 0, 4);
      table_add (&table, field, name->str);
      table_search (&table, typed->str, CRM_TEXT_INDEX_PROSE);
      rows = table_search (&table, typed->str, CRM_TEXT_INDEX_NAMES);
      pattern = crm_text_pattern_new (typed->str);
      ranges = crm_text_pattern_find (pattern, name->str);
      if (rows == 1 && ranges == NULL)
        g_test_fail_printf ("“%s” finds “%s” but highlights nothing", typed->str, name->str);
      for (guint i = 0; ranges != NULL && i < ranges->len; i++)
        {
          CrmTextRange range = g_array_index (ranges, CrmTextRange, i);

          g_assert_cmpuint (range.start, <, range.end);
          g_assert_cmpuint (range.end, <=, name->len);
          g_assert_true (i == 0 || range.start > last);
          last = range.end;
        }
    }
  table_close (&table);
}

/* Random letters, mostly pinyin: every expression is one FTS5 takes, and a word finds itself. */
static void
test_random_letters (void)
{
  static const char *const parts[] = { "zhuang", "xian", "xi", "an", "ang", "lv", "e", "a", "o", "shuang", "n", "g", "ng", "chuang", "er", "h", "z", "qiong", "yuan", "w", "nve" };
  guint32 seed = 20240609;
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int round = 0; round < 1500; round++)
    {
      g_autoptr (GString) word = g_string_new (NULL);

      for (int i = g_rand_int_range (rand, 1, 12); i > 0; i--)
        g_string_append (word, parts[g_rand_int_range (rand, 0, (gint32)G_N_ELEMENTS (parts))]);
      check (NAME, word->str, word->str, TRUE);
      check (NAME, "麦田", word->str, FALSE);
    }
}

static void
test_long_text (void)
{
  g_autoptr (GString) han = g_string_new (NULL), latin = g_string_new (NULL), digits = g_string_new (NULL);

  for (int i = 0; i < 5000; i++)
    {
      g_string_append (han, i % 2 ? "行" : "长");
      g_string_append (latin, "ab");
      g_string_append (digits, "73");
    }
  g_string_append (han, "末尾");
  check (NAME, han->str, "末尾|行长|chang", TRUE);
  check (PROSE, han->str, "末尾|尾", TRUE);
  check (NAME, latin->str, latin->str, TRUE);
  check (NAME, latin->str, "abab", TRUE);
  check (PHONE, digits->str, "7373", TRUE);
  check (NAME, "安", digits->str, FALSE);
  g_assert_true (is_found (NAME, "x", digits->str) == FALSE);
  g_assert_true (is_found (NAME, "x", han->str) == FALSE);
}

/* Any part of a name, in Han, pinyin or initials, finds it and is highlighted. */
static void
test_any_part_finds (void)
{
  static const char *const names[] = { "洛阳瓦岗寨贸易有限公司", "重庆长乐银行股份有限公司", "厦门女娲旅游会计师事务所", "单雄信", "上官婉如", "成都大都会音乐行", "曾参", "绿行长重解", "南昌安娥" };

  for (gsize k = 0; k < G_N_ELEMENTS (names); k++)
    {
      glong n;
      g_autofree gunichar *chars = g_utf8_to_ucs4_fast (names[k], -1, &n);
      CrmPinyin readings[32];

      crm_pinyin_read (chars, chars, (gsize)n, CRM_PINYIN_NAME, readings);
      for (glong from = 0; from < n; from++)
        for (glong to = from + 1; to <= n; to++)
          {
            g_autofree char *han = g_ucs4_to_utf8 (chars + from, to - from, NULL, NULL, NULL);
            g_autoptr (GString) pinyin = g_string_new (NULL), initials = g_string_new (NULL);

            for (glong i = from; i < to; i++)
              {
                const char *syllable = crm_pinyin_syllable (readings[i].syllables[(guint)(i * 7 + to) % readings[i].n]);

                g_string_append (pinyin, syllable);
                g_string_append_c (initials, syllable[0]);
              }
            check (NAME, names[k], han, TRUE);
            check (NAME, names[k], pinyin->str, TRUE);
            g_string_truncate (pinyin, pinyin->len - 1);
            if (pinyin->len > 0)
              check (NAME, names[k], pinyin->str, TRUE);
            check (NAME, names[k], initials->str, TRUE);
          }
    }
}

static void
check_ranges (const char *typed, const char *text, const char *marked)
{
  g_autoptr (CrmTextPattern) pattern = crm_text_pattern_new (typed);
  g_autoptr (GArray) ranges = crm_text_pattern_find (pattern, text);
  g_autoptr (GString) found = g_string_new (text);

  for (guint i = ranges != NULL ? ranges->len : 0; i-- > 0;)
    {
      g_string_insert_c (found, g_array_index (ranges, CrmTextRange, i).end, ']');
      g_string_insert_c (found, g_array_index (ranges, CrmTextRange, i).start, '[');
    }
  g_assert_cmpstr (found->str, ==, marked);
}

static void
test_highlight (void)
{
  check_ranges ("wgz", "洛阳瓦岗寨贸易", "洛阳[瓦岗寨]贸易");
  check_ranges ("wagangzh", "洛阳瓦岗寨贸易", "洛阳[瓦岗寨]贸易");
  check_ranges ("洛阳wgz", "洛阳瓦岗寨贸易", "[洛阳瓦岗寨]贸易");
  check_ranges ("瓦崗", "洛阳瓦岗寨", "洛阳[瓦岗]寨");
  check_ranges ("zhangwj", "张伟杰", "[张伟杰]");
  check_ranges ("lodz weis", "Łódź, Weiß", "[Łódź], [Weiß]");
  check_ranges ("nguye", "Nguyễn Văn", "[Nguyễ]n Văn");
  check_ranges ("lin@exa", "lin@example.com", "[lin]@[exa]mple.com");
  check_ranges ("1380013", "+86 138 0013 8000", "+86 [138 0013] 8000");
  check_ranges ("+8613800138000", "138 0013 8000", "[138 0013 8000]");
  check_ranges ("0216234", "+86 21 6234 1299", "+86 [21 6234] 1299");
  check_ranges ("an", "Nan An Anna", "Nan [An] [An]na");
  check_ranges ("obr", "Mr O'Brien", "Mr [O'Br]ien");
  check_ranges ("xyz", "张三", "张三");
  check_ranges ("", "张三", "张三");
  check_ranges ("zs", "", "");
  check_ranges ("三", "\xff张三", "\xff张[三]");
  check_ranges ("nguye\xcc\x82n", "Nguye\xcc\x82n", "[Nguye\xcc\x82n]");
}

static void
test_version (void)
{
  g_assert_cmpuint (crm_text_key_version (), !=, 0);
  g_assert_cmpuint (crm_text_key_version (), ==, crm_text_key_version ());
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/text-key/chinese-names", test_chinese_names);
  g_test_add_func ("/base/text-key/readings-of-names-and-places", test_readings);
  g_test_add_func ("/base/text-key/latin-and-other-scripts", test_latin);
  g_test_add_func ("/base/text-key/spelled-out", test_spelled_out);
  g_test_add_func ("/base/text-key/words-and-prose", test_words_and_prose);
  g_test_add_func ("/base/text-key/phones-however-typed", test_phones);
  g_test_add_func ("/base/text-key/several-words-must-all-match", test_several_words_are_anded);
  g_test_add_func ("/base/text-key/fts5-syntax-is-harmless", test_syntax_is_harmless);
  g_test_add_func ("/base/text-key/hostile-text", test_hostile_text);
  g_test_add_func ("/base/text-key/random-letters", test_random_letters);
  g_test_add_func ("/base/text-key/long-text", test_long_text);
  g_test_add_func ("/base/text-key/any-part-finds", test_any_part_finds);
  g_test_add_func ("/base/text-key/highlight", test_highlight);
  g_test_add_func ("/base/text-key/version", test_version);
  return g_test_run ();
}
