/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names brought to what tells customers apart, and how alike two of them are. */

#define G_LOG_DOMAIN "crm-duplicates"

#include "core/duplicates/crm-duplicate-name.h"

#include "core/base/crm-pinyin.h"
#include "core/base/crm-text-fold.h"

#include <string.h>

#define CORE_MAX  96
#define WORDS_MAX 12

/* Legal forms that stand as words; "S.A." and "G.m.b.H." are put together before. */
static const char *const forms[] = {
  "ab",
  "ag",
  "aps",
  "as",
  "bhd",
  "bv",
  "co",
  "company",
  "corp",
  "corporation",
  "doo",
  "ev",
  "gbr",
  "gk",
  "gmbh",
  "inc",
  "incorporated",
  "kft",
  "kg",
  "kgaa",
  "kk",
  "limited",
  "llc",
  "llp",
  "lp",
  "ltd",
  "ltda",
  "mbh",
  "nv",
  "ohg",
  "oy",
  "oyj",
  "plc",
  "pte",
  "pty",
  "pvt",
  "sa",
  "sarl",
  "sas",
  "sdn",
  "se",
  "sl",
  "spa",
  "sro",
  "srl",
  "ug",
  "zrt",
  NULL,
};

/* What stands in many companies' names and so says little; folded. */
static const char *const trades[] = {
  "and",
  "consulting",
  "design",
  "electronics",
  "engineering",
  "enterprises",
  "foods",
  "global",
  "group",
  "holding",
  "holdings",
  "industries",
  "international",
  "logistics",
  "management",
  "media",
  "of",
  "partners",
  "services",
  "shop",
  "solutions",
  "systems",
  "tech",
  "technologies",
  "technology",
  "the",
  "trade",
  "trading",
  "works",
  NULL,
};

/* The same in Chinese, of two characters each. */
static const char han_trades[] = "科技 贸易 商贸 实业 电子 机械 食品 服饰 文化 传媒 网络 信息 技术 建材 装饰 物流 餐饮 管理 咨询 服务 发展 投资 集团 工程 设备 制造 医药 化工 "
                                 "汽车 酒店 商店 超市 广告 设计 教育 建筑 国际 软件 智能 环保 能源 材料 家具 电器 农业 生物 医疗 健康 旅游 运输 仪器 五金 包装 印刷 纺织 供应 进出 电气 "
                                 "商行 工贸 置业 园林 数码 通信 通讯 金属 塑料 服装 百货 经贸 控股";

/* Longest first. */
static const char *const han_forms[] = { "股份有限公司", "有限责任公司", "有限公司", "股份公司", "株式会社", "有限会社", "责任公司", "总公司", "公司", NULL };
static const char *const salutations[] = { "mr", "mrs", "ms", "miss", "dr", "prof", "herr", "frau", "mme", "mlle", "sr", "sra", "sir", "madam", NULL };
static const char *const han_salutations[] = { "先生", "女士", "小姐", "老师", "经理", "师傅", NULL };

/* Provinces, and cities that companies name themselves after; a company of one is not that of another. */
static const char places[] = "北京 上海 天津 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 内蒙古 广西 西藏 宁夏 新疆 "
                             "香港 澳门 台湾 台北 台中 高雄 广州 深圳 珠海 佛山 东莞 中山 惠州 汕头 杭州 宁波 温州 嘉兴 绍兴 金华 台州 义乌 南京 苏州 无锡 常州 南通 徐州 扬州 镇江 昆山 成都 绵阳 "
                             "武汉 宜昌 襄阳 长沙 株洲 郑州 洛阳 开封 南阳 新乡 安阳 济南 青岛 烟台 潍坊 临沂 淄博 威海 西安 咸阳 宝鸡 合肥 芜湖 福州 厦门 泉州 漳州 南昌 赣州 石家庄 唐山 保定 廊坊 太原 "
                             "大同 沈阳 大连 长春 哈尔滨 大庆 昆明 大理 贵阳 遵义 南宁 桂林 柳州 海口 三亚 兰州 西宁 银川 呼和浩特 包头 乌鲁木齐 拉萨 中国";

guint64
crm_duplicate_hash (guint64 hash, const void *bytes, gsize length)
{
  const guint8 *at = bytes;

  if (hash == 0)
    hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);
  for (gsize i = 0; i < length; i++)
    hash = (hash ^ at[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  return hash != 0 ? hash : 1;
}

/* ── taking apart ─────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  gunichar at[CORE_MAX];
  guint n;
  gboolean is_han;
  gboolean joins; /* a mark such as & or a point stood before it */
} Word;

typedef struct
{
  Word at[WORDS_MAX];
  guint n;
} Words;

static Word *
add_word (Words *words, gboolean is_han)
{
  Word *word = words->n < WORDS_MAX ? &words->at[words->n++] : NULL;

  if (word != NULL)
    *word = (Word){ .is_han = is_han };
  return word;
}

/* Han characters are one word whatever stands between them: 华兴（上海）科技. */
static Word *
choose_word (Words *words, Word *open, gboolean is_han, gboolean was_gap)
{
  if (open != NULL && open->is_han == is_han && (is_han || !was_gap))
    return open;
  return add_word (words, is_han);
}

/* "S. A." and "G.m.b.H." are one word. */
static void
join_letters (Words *words)
{
  guint n = 0;
  gboolean before = FALSE;

  for (guint i = 0; i < words->n; i++)
    {
      Word *word = &words->at[i];
      gboolean is_letter = word->n == 1 && !word->is_han && !g_unichar_isdigit (word->at[0]) && word->joins;

      if (is_letter && before && n > 0 && words->at[n - 1].n < CORE_MAX)
        words->at[n - 1].at[words->at[n - 1].n++] = word->at[0];
      else
        words->at[n++] = *word;
      before = is_letter || (word->n == 1 && !word->is_han);
    }
  words->n = n;
}

static void
split (const char *text, Words *words)
{
  g_auto (CrmTextUnits) units;
  Word *open = NULL;
  gboolean gap = TRUE, point = FALSE;

  words->n = 0;
  crm_text_units_init (&units, text != NULL ? text : "");
  for (gsize i = 0; i < units.n; i++)
    {
      const CrmTextUnit *unit = &units.at[i];
      gboolean is_han = unit->class == CRM_TEXT_HAN;

      if (unit->class == CRM_TEXT_GAP)
        gap = TRUE, point = unit->c == '.';
      if (unit->class == CRM_TEXT_GAP || unit->class == CRM_TEXT_JOINER)
        continue;
      open = choose_word (words, open, is_han, gap);
      if (open == NULL)
        break;
      if (open->n == 0)
        open->joins = point;
      gap = point = FALSE;
      if (open->n < CORE_MAX)
        open->at[open->n++] = unit->c;
    }
  join_letters (words);
}

static gboolean
word_is (const Word *word, const char *text)
{
  gsize length = strlen (text);

  if (word->is_han || word->n != length)
    return FALSE;
  for (guint i = 0; i < word->n; i++)
    if (word->at[i] != (gunichar)(guchar)text[i])
      return FALSE;
  return TRUE;
}

static gboolean
word_is_any (const Word *word, const char *const *list)
{
  for (; *list != NULL; list++)
    if (word_is (word, *list))
      return TRUE;
  return FALSE;
}

/* Characters of @text when they stand at @at, else 0. */
static guint
match_han (const gunichar *at, guint n, const char *text)
{
  guint i = 0;

  for (; *text != '\0' && *text != ' '; text = g_utf8_next_char (text), i++)
    if (i >= n || at[i] != crm_pinyin_fold (g_utf8_get_char (text)))
      return 0;
  return i;
}

/* The length of the listed word that @at begins with. */
static guint
match_listed (const gunichar *at, guint n, const char *list)
{
  for (const char *word = list; word != NULL; word = strchr (word, ' '))
    {
      guint length;

      word += *word == ' ';
      length = match_han (at, n, word);
      if (length > 0)
        return length;
    }
  return 0;
}

static void
cut (Word *word, guint from, guint n)
{
  memmove (&word->at[from], &word->at[from + n], (word->n - from - n) * sizeof (gunichar));
  word->n -= n;
}

static void
cut_ending (CrmDuplicateName *name, Word *word, const char *const *endings, guint keep)
{
  for (; *endings != NULL; endings++)
    {
      guint length = (guint)g_utf8_strlen (*endings, -1);
      gboolean at_end = word->n >= length + keep && match_han (&word->at[word->n - length], length, *endings) == length;

      if (!at_end && !(word->n >= length + keep && g_str_has_suffix (*endings, "会社") && match_han (word->at, length, *endings) == length))
        continue;
      name->form = crm_duplicate_hash (name->form, *endings, strlen (*endings));
      cut (word, at_end ? word->n - length : 0, length);
      return;
    }
}

/* Where a company is of: 洛阳市华兴, 河南洛阳华兴, 华兴（上海）. The nearest counts. */
static void
cut_places (CrmDuplicateName *name, Word *word)
{
  for (guint i = 0; i < word->n && word->n > 2;)
    {
      guint length = match_listed (&word->at[i], word->n - i, places);

      /* At the end it may be what the company does: 游遍中国. */
      if (length == 0 || word->n - length < 2 || (i > 0 && i + length == word->n && length < 3 && i < 4))
        {
          i++;
          continue;
        }
      name->place = crm_duplicate_hash (0, &word->at[i], length * sizeof (gunichar));
      cut (word, i, length);
      if (i < word->n && word->n > 2 && (word->at[i] == 0x5e02 || word->at[i] == 0x7701)) /* 市, 省 */
        cut (word, i, 1);
    }
}

/* ── putting together ─────────────────────────────────────────────────────────────────────── */

/* Company and Co. are in names of all forms; Limited and Ltd are one. */
static void
note_form (CrmDuplicateName *name, const Word *word)
{
  static const char *const alike[] = { "limited", "ltd", "incorporated", "inc", "corporation", "corp", NULL };
  const gunichar *at = word->at;
  gunichar shorter[8];
  guint n = word->n;

  if (word_is (word, "co") || word_is (word, "company"))
    return;
  for (guint i = 0; alike[i] != NULL; i += 2)
    if (word_is (word, alike[i]))
      for (n = 0, at = shorter; alike[i + 1][n] != '\0'; n++)
        shorter[n] = (gunichar)(guchar)alike[i + 1][n];
  name->form += crm_duplicate_hash (0, at, n * sizeof (gunichar));
}

static void
take_off (CrmDuplicateName *name, Words *words)
{
  guint n = 0;

  for (guint i = 0; i < words->n; i++)
    {
      Word *word = &words->at[i];
      gboolean goes = !word->is_han && word_is_any (word, name->is_person ? salutations : forms);

      /* A name that is nothing but a form is a name. */
      if (goes && (n > 0 || i + 1 < words->n))
        {
          if (!name->is_person)
            note_form (name, word);
          continue;
        }
      if (word->is_han && name->is_person)
        cut_ending (name, word, han_salutations, 2);
      else if (word->is_han)
        {
          cut_ending (name, word, han_forms, 2);
          cut_places (name, word);
        }
      words->at[n++] = *word;
    }
  words->n = n;
}

static void
put_together (CrmDuplicateName *name, const Words *words)
{
  GArray *core = g_array_sized_new (FALSE, FALSE, sizeof (gunichar), 24);
  gunichar space = ' ';

  name->is_han = words->n > 0;
  for (guint i = 0; i < words->n; i++)
    {
      if (i > 0)
        g_array_append_val (core, space);
      g_array_append_vals (core, words->at[i].at, words->at[i].n);
      name->is_han = name->is_han && words->at[i].is_han;
    }
  name->n = MIN (core->len, CORE_MAX);
  name->core = (gunichar *)(gpointer)g_array_free (core, FALSE);
  for (guint i = 0; i < name->n; i++)
    if (g_unichar_isdigit (name->core[i]))
      name->digits = crm_duplicate_hash (name->digits, &name->core[i], sizeof (gunichar));
}

static void
read_sound (CrmDuplicateName *name)
{
  g_autofree CrmPinyin *readings = NULL;
  GString *sound = g_string_new (NULL), *letters = g_string_new (NULL);

  readings = g_new0 (CrmPinyin, name->n);
  crm_pinyin_read (name->core, name->core, name->n, name->is_person ? CRM_PINYIN_PERSON : CRM_PINYIN_TEXT, readings);
  for (guint i = 0; i < name->n; i++)
    {
      const char *syllable = readings[i].n > 0 ? crm_pinyin_syllable (readings[i].syllables[0]) : "?";

      g_string_append_printf (sound, i > 0 ? " %s" : "%s", syllable);
      g_string_append (letters, syllable);
    }
  name->sound = g_string_free_and_steal (sound);
  if (name->is_person)
    name->letters = g_string_free_and_steal (letters);
  else
    g_string_free (letters, TRUE);
}

static void
spell_letters (CrmDuplicateName *name, const Words *words)
{
  GString *letters = g_string_new (NULL), *rotated = g_string_new (NULL);

  for (guint i = 0; i < words->n; i++)
    for (guint j = 0; j < words->at[i].n; j++)
      g_string_append_unichar (letters, words->at[i].at[j]);
  for (guint i = 0; i < words->n; i++)
    {
      const Word *word = &words->at[(i + words->n - 1) % words->n];

      for (guint j = 0; j < word->n; j++)
        g_string_append_unichar (rotated, word->at[j]);
    }
  name->letters = g_string_free_and_steal (letters);
  name->rotated = g_string_free_and_steal (rotated);
}

static double
weigh_company_word (const Word *word)
{
  double bits = 0;

  if (!word->is_han)
    return word_is_any (word, trades) ? 2 : MIN (3 + 1.5 * word->n, 13);
  for (guint i = 0; i < word->n;)
    {
      guint length = match_listed (&word->at[i], word->n - i, han_trades);

      bits += length > 0 ? 2 : 5.5;
      i += MAX (length, 1);
    }
  return bits;
}

/* How surprising it is that two share the name. Persons: one in some 5,000 has the most common Chinese name of two characters; of
   three there are far more. */
static double
weigh (const CrmDuplicateName *name, const Words *words)
{
  double bits = 0;

  if (name->is_person && name->is_han)
    return name->n <= 1 ? 4 : name->n == 2 ? 12
                          : name->n == 3   ? 15.5
                                           : 17;
  for (guint i = 0; i < words->n; i++)
    bits += name->is_person ? (words->at[i].n == 1 ? 3 : i < 2 ? 7.5
                                                               : 3)
                            : weigh_company_word (&words->at[i]);
  return MIN (bits, name->is_person ? 18 : 22);
}

void
crm_duplicate_name_init (CrmDuplicateName *name, const char *text, gboolean is_person)
{
  Words words;

  *name = (CrmDuplicateName){ .is_person = is_person };
  split (text, &words);
  take_off (name, &words);
  put_together (name, &words);
  name->bits = weigh (name, &words);
  if (name->is_han)
    read_sound (name);
  else if (is_person)
    spell_letters (name, &words);
}

void
crm_duplicate_name_clear (CrmDuplicateName *name)
{
  g_clear_pointer (&name->core, g_free);
  g_clear_pointer (&name->sound, g_free);
  g_clear_pointer (&name->letters, g_free);
  g_clear_pointer (&name->rotated, g_free);
}

/* ── comparing ────────────────────────────────────────────────────────────────────────────── */

double
crm_duplicate_text_share (const gunichar *a, guint n_a, const gunichar *b, guint n_b)
{
  guint8 rows[3][CORE_MAX + 1];
  guint longer;

  n_a = MIN (n_a, CORE_MAX);
  n_b = MIN (n_b, CORE_MAX);
  longer = MAX (n_a, n_b);
  if (longer == 0)
    return 1;
  for (guint j = 0; j <= n_b; j++)
    rows[0][j] = (guint8)j;
  for (guint i = 1; i <= n_a; i++)
    {
      guint8 *now = rows[i % 3], *before = rows[(i + 2) % 3], *earlier = rows[(i + 1) % 3];

      now[0] = (guint8)i;
      for (guint j = 1; j <= n_b; j++)
        {
          guint8 best = MIN (MIN (before[j], now[j - 1]) + 1, before[j - 1] + (a[i - 1] != b[j - 1]));

          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            best = MIN (best, earlier[j - 2] + 1);
          now[j] = best;
        }
    }
  return 1.0 - (double)rows[n_a % 3][n_b] / longer;
}

typedef struct
{
  const gunichar *at;
  guint n;
} Span;

static guint
find_spans (const CrmDuplicateName *name, Span *spans)
{
  guint n = 0, from = 0;

  for (guint i = 0; i <= name->n && n < WORDS_MAX; i++)
    if (i == name->n || name->core[i] == ' ')
      {
        spans[n++] = (Span){ &name->core[from], i - from };
        from = i + 1;
      }
  return n;
}

typedef struct
{
  double share; /* of all letters, those in words that have a like one on the other side */
  guint left_a; /* words without one */
  guint left_b;
  double worst;      /* of the words paired */
  gboolean initials; /* one of them was a letter for a word */
} Pairing;

/* Pairs each word with the most alike that is still free, in any order. */
static Pairing
pair_words (const Span *a, guint n_a, const Span *b, guint n_b)
{
  gboolean taken[WORDS_MAX] = { FALSE };
  Pairing pairing = { .worst = 1 };
  double total = 0, alike = 0;

  for (guint j = 0; j < n_b; j++)
    total += b[j].n;
  pairing.left_b = n_b;
  for (guint i = 0; i < n_a; i++)
    {
      double best = 0;
      guint chosen = n_b;

      total += a[i].n;
      for (guint j = 0; j < n_b; j++)
        {
          gboolean initial = a[i].n > 0 && b[j].n > 0 && MIN (a[i].n, b[j].n) == 1 && a[i].at[0] == b[j].at[0];
          double share = taken[j] ? 0 : initial && a[i].n != b[j].n ? 0.8
                                                                    : crm_duplicate_text_share (a[i].at, a[i].n, b[j].at, b[j].n);

          if (share > best)
            best = share, chosen = j;
        }
      if (chosen == n_b || best < 0.65)
        {
          pairing.left_a++;
          continue;
        }
      taken[chosen] = TRUE;
      pairing.left_b--;
      pairing.initials |= MIN (a[i].n, b[chosen].n) == 1 && MAX (a[i].n, b[chosen].n) > 1;
      pairing.worst = MIN (pairing.worst, best);
      alike += best * (a[i].n + b[chosen].n);
    }
  pairing.share = total > 0 ? alike / total : 0;
  return pairing;
}

static gboolean
sounds_same (const CrmDuplicateName *a, const CrmDuplicateName *b)
{
  if (a->is_han && b->is_han)
    return a->sound != NULL && g_strcmp0 (a->sound, b->sound) == 0;
  if (!a->is_person || !b->is_person || a->is_han == b->is_han || a->letters == NULL || b->letters == NULL)
    return FALSE;
  /* One of both has another order of words to be read in. */
  return strcmp (a->letters, b->letters) == 0 || g_strcmp0 (a->rotated, b->letters) == 0 || g_strcmp0 (b->rotated, a->letters) == 0;
}

static gboolean
is_swapped_han (const CrmDuplicateName *a, const CrmDuplicateName *b)
{
  if (!a->is_person || !a->is_han || !b->is_han || a->n != b->n || a->n < 2)
    return FALSE;
  for (guint shift = 1; shift < MIN (a->n, 3); shift++)
    {
      guint same = 0;

      while (same < a->n && a->core[same] == b->core[(same + shift) % a->n])
        same++;
      if (same == a->n)
        return TRUE;
    }
  return FALSE;
}

/* Of Han a character mistaken is often another company or person; one too many or too few in a long name less so. */
static CrmDuplicateLikeness
compare_han (const CrmDuplicateName *a, const CrmDuplicateName *b, double share)
{
  guint shorter = MIN (a->n, b->n), longer = MAX (a->n, b->n);

  if (a->is_person)
    return share >= 0.74 ? CRM_LIKENESS_CLOSE : CRM_LIKENESS_NONE;
  if (share >= 0.74 && shorter >= 4)
    return CRM_LIKENESS_CLOSE;
  if (shorter >= 2 && memcmp (a->core, b->core, shorter * sizeof (gunichar)) == 0 && longer - shorter <= 4)
    return CRM_LIKENESS_SOME;
  return CRM_LIKENESS_NONE;
}

static CrmDuplicateLikeness
compare_words (const CrmDuplicateName *a, const CrmDuplicateName *b, double *share)
{
  Span words_a[WORDS_MAX], words_b[WORDS_MAX];
  guint n_a = find_spans (a, words_a), n_b = find_spans (b, words_b);
  Pairing pairing = pair_words (words_a, n_a, words_b, n_b);

  *share = MAX (*share, pairing.share);
  if (pairing.left_a == 0 && pairing.left_b == 0 && pairing.worst == 1)
    return CRM_LIKENESS_SWAPPED;
  if (pairing.left_a == 0 && pairing.left_b == 0 && pairing.share >= 0.8 && pairing.worst >= 0.7)
    return pairing.initials ? CRM_LIKENESS_SOME : CRM_LIKENESS_CLOSE;
  /* Words run together or apart: Harbour Side, Harbourside. */
  if (*share >= 0.88)
    return CRM_LIKENESS_CLOSE;
  /* All words of one are among the other's. */
  if ((pairing.left_a == 0 || pairing.left_b == 0) && pairing.worst >= 0.8 && MIN (n_a, n_b) >= (a->is_person ? 2u : 1u))
    return CRM_LIKENESS_SOME;
  return CRM_LIKENESS_NONE;
}

CrmDuplicateLikeness
crm_duplicate_name_compare (const CrmDuplicateName *a, const CrmDuplicateName *b, double *share)
{
  CrmDuplicateLikeness likeness;

  *share = 0;
  if (a->n == 0 || b->n == 0)
    return CRM_LIKENESS_NONE;
  if (a->n == b->n && memcmp (a->core, b->core, a->n * sizeof (gunichar)) == 0)
    {
      *share = 1;
      return CRM_LIKENESS_SAME;
    }
  *share = crm_duplicate_text_share (a->core, a->n, b->core, b->n);
  if (sounds_same (a, b))
    return CRM_LIKENESS_SOUND;
  if (is_swapped_han (a, b))
    return CRM_LIKENESS_SWAPPED;
  if (a->is_han != b->is_han)
    return CRM_LIKENESS_NONE;
  likeness = a->is_han ? compare_han (a, b, *share) : compare_words (a, b, share);
  /* Plant 2 is not Plant 3. */
  return a->digits != b->digits && a->digits != 0 && b->digits != 0 ? CRM_LIKENESS_NONE : likeness;
}
