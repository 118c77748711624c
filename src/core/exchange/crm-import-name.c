/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names as files write them: put together, tidied, told apart. */

#include "core/exchange/crm-import-name.h"

#include "core/base/crm-pinyin.h"
#include "core/base/crm-text-fold.h"

#include <string.h>

/* Surrounded by bars, folded as crm_text_units does. */
static const char female_salutations[] = "|ms|mrs|miss|mme|madame|mlle|frau|sra|signora|sig.ra|女士|小姐|太太|夫人|";
static const char male_salutations[] = "|mr|mister|m|monsieur|herr|sr|signor|sig|先生|";
static const char neutral_salutations[] = "|mx|firma|herrn|familie|eheleute|to|dear|";

static const char legal_forms[] = "|gmbh|ag|kg|ohg|gbr|ug|se|ltd|limited|inc|incorporated|llc|llp|lp|corp|corporation|company|co|plc|pllc|bv|nv|sa|sas|sarl|srl|spa|sl|ab|asa|oy|oyj|aps|pte|pvt|pty|"
                                  "sro|kft|zrt|ooo|ооо|ип|ао|зао|пао|kk|gk|sdn|bhd|tbk|"
                                  "group|gruppe|holding|holdings|shop|store|stores|hotel|restaurant|cafe|bakery|bank|university|school|college|institute|hospital|clinic|klinik|studio|studios|lab|labs|solutions|systems|"
                                  "services|service|technologies|technology|tech|consulting|partners|associates|industries|enterprises|international|trading|logistics|foods|media|design|software|agency|foundation|"
                                  "association|club|office|centre|center|museum|library|church|council|ministry|department|brothers|bros|sons|werk|werke|verlag|praxis|kanzlei|apotheke|backerei|druck|handel|transport|"
                                  "press|motors|farm|farms|market|mills|works|supplies|supply|freight|traders|properties|estate|insurance|energy|electric|electronics|imports|exports|desk|";

static const char *const han_forms[] = { "公司", "集团", "厂", "店", "商行", "中心", "医院", "学校", "大学", "学院", "中学", "小学", "银行", "研究院", "研究所", "事务所", "协会", "商会", "工作室", "酒店", "宾馆",
                                         "超市", "局", "委员会", "部", "处", "站", "社", "馆", "商店", "商场", "合作社", "基金会", "株式会社", "有限会社", "工厂", "企业", "服务部", "经营部", "餐厅", "饭店", "物流", "科技", "传媒", "俱乐部" };

static const char no_company_words[] = "|个体|个体户|个体经营|个人|自由职业|自由职业者|散户|无单位|selfemployed|self-employed|freelance|freelancer|private|privat|individual|none|";

/* The hundred commonest surnames of a character each; those of two are in the pinyin tables. */
static const char surnames[] = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙史陶黎贺毛郝顾龚邵万覃武钱戴严莫孔向"
                               "常汤康易乔赖文施洪单柳葛祝季齐颜倪庄聂章鲁岳翟殷詹欧申关焦左柴欧童穆辛管温牛解屈鲍安卞仇裴";

static gboolean
contains_word (const char *list, const char *word, gsize length)
{
  g_autofree char *bounded = g_strdup_printf ("|%.*s|", (int)length, word);

  return length > 0 && strstr (list, bounded) != NULL;
}

/* The words of a text, folded; a run of Han characters is one word. */
static GPtrArray *
split_words (const char *text)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  g_auto (CrmTextUnits) units;
  gsize i = 0;

  crm_text_units_init (&units, text);
  while (i < units.n)
    {
      g_autoptr (GString) word = g_string_new (NULL);
      gboolean han = units.at[i].class == CRM_TEXT_HAN;

      for (; i < units.n && units.at[i].class != CRM_TEXT_GAP && (units.at[i].class == CRM_TEXT_HAN) == han; i++)
        if (units.at[i].class != CRM_TEXT_JOINER)
          g_string_append_unichar (word, units.at[i].c);
      if (word->len > 0)
        g_ptr_array_add (words, g_strdup (word->str));
      while (i < units.n && units.at[i].class == CRM_TEXT_GAP)
        i++;
    }
  return words;
}

static gboolean
is_all_han (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!crm_pinyin_is_han (g_utf8_get_char (p)))
      return FALSE;
  return *text != '\0';
}

/* ── putting together ── */

static gboolean
is_salutation (const char *word)
{
  g_autofree char *plain = g_utf8_strdown (word, -1);
  gsize length = strlen (plain);

  while (length > 0 && plain[length - 1] == '.')
    length--;
  return contains_word (female_salutations, plain, length) || contains_word (male_salutations, plain, length) || contains_word (neutral_salutations, plain, length);
}

const char *
crm_import_name_find_gender (const char *salutation)
{
  g_auto (GStrv) words = g_strsplit_set (salutation, " ,/", -1);

  for (gsize i = 0; words[i] != NULL; i++)
    {
      g_autofree char *plain = g_utf8_strdown (words[i], -1);
      gsize length = strlen (plain);

      while (length > 0 && plain[length - 1] == '.')
        length--;
      if (contains_word (female_salutations, plain, length))
        return "female";
      if (contains_word (male_salutations, plain, length))
        return "male";
    }
  return NULL;
}

static void
append_word (GString *name, const char *word, const char *between)
{
  if (word == NULL || *word == '\0')
    return;
  if (name->len > 0)
    g_string_append (name, between);
  g_string_append (name, word);
}

/* What of a prefix belongs to the name: "Frau Dr." leaves "Dr.". */
static void
append_degrees (GString *name, const char *prefix)
{
  g_auto (GStrv) words = g_strsplit (prefix != NULL ? prefix : "", " ", -1);

  for (gsize i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && !is_salutation (words[i]))
      append_word (name, words[i], " ");
}

char *
crm_import_name_join (const char *const *parts)
{
  GString *name = g_string_new (NULL);
  const char *family = parts[CRM_NAME_PART_FAMILY], *given = parts[CRM_NAME_PART_GIVEN];

  if (family != NULL && given != NULL && is_all_han (family) && is_all_han (given))
    {
      g_string_printf (name, "%s%s", family, given);
      return g_string_free_and_steal (name);
    }
  append_degrees (name, parts[CRM_NAME_PART_PREFIX]);
  append_word (name, given, " ");
  append_word (name, parts[CRM_NAME_PART_MIDDLE], " ");
  append_word (name, family, " ");
  append_word (name, parts[CRM_NAME_PART_SUFFIX], " ");
  return g_string_free_and_steal (name);
}

static gboolean
is_fill_space (const char *name, const char *space)
{
  glong before = g_utf8_pointer_to_offset (name, space), after = g_utf8_strlen (space + 1, -1);
  gunichar compound[2];
  g_autofree char *first = g_strndup (name, (gsize)(space - name));

  if (!is_all_han (first) || !is_all_han (space + 1) || after > 2)
    return FALSE;
  if (before == 1)
    return TRUE;
  if (before != 2)
    return FALSE;
  compound[0] = crm_pinyin_fold (g_utf8_get_char (first));
  compound[1] = crm_pinyin_fold (g_utf8_get_char (g_utf8_next_char (first)));
  return crm_pinyin_surname_length (compound, 2) == 2;
}

char *
crm_import_name_tidy (const char *name)
{
  GString *tidy = g_string_sized_new (strlen (name));
  gboolean gap = FALSE;
  char *space;

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        {
          gap = tidy->len > 0;
          continue;
        }
      if (gap)
        g_string_append_c (tidy, ' ');
      gap = FALSE;
      g_string_append_unichar (tidy, c);
    }
  space = strchr (tidy->str, ' ');
  if (space != NULL && is_fill_space (tidy->str, space))
    g_string_erase (tidy, space - tidy->str, 1);
  return g_string_free_and_steal (tidy);
}

/* ── telling apart ── */

static gboolean
has_han_form (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (han_forms); i++)
    if (g_str_has_suffix (name, han_forms[i]))
      return TRUE;
  /* 星河文化传媒（北京）有限公司, 公司 and a branch behind it */
  return strstr (name, "公司") != NULL || strstr (name, "集团") != NULL;
}

static gboolean
is_han_person (const char *name)
{
  glong length = g_utf8_strlen (name, -1);
  gunichar folded[4];
  gsize n = 0;
  char surname[8] = "";

  if (length < 2 || length > 4)
    return FALSE;
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    folded[n++] = crm_pinyin_fold (g_utf8_get_char (p));
  if (crm_pinyin_surname_length (folded, n) >= 2)
    return length > 2;
  surname[g_unichar_to_utf8 (folded[0], surname)] = '\0';
  return length <= 3 && (strstr (surnames, surname) != NULL || crm_pinyin_surname_length (folded, n) == 1);
}

static gboolean
has_latin_form (GPtrArray *words)
{
  for (guint i = 0; i < words->len; i++)
    if (contains_word (legal_forms, words->pdata[i], strlen (words->pdata[i])))
      return TRUE;
  return FALSE;
}

static gboolean
is_latin_person (const char *name)
{
  g_autoptr (GPtrArray) words = split_words (name);

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isdigit (g_utf8_get_char (p)) || strchr ("&@/+|", *p) != NULL)
      return FALSE;
  return !has_latin_form (words) && words->len >= 2 && words->len <= 5;
}

gboolean
crm_import_name_has_form (const char *name)
{
  g_autoptr (GPtrArray) words = split_words (name);

  return has_han_form (name) || strstr (name, " & ") != NULL || has_latin_form (words);
}

gboolean
crm_import_name_is_company (const char *name)
{
  g_autofree char *tidy = crm_import_name_tidy (name);

  if (has_han_form (tidy))
    return !is_han_person (tidy) || g_utf8_strlen (tidy, -1) > 3;
  if (is_all_han (tidy))
    return !is_han_person (tidy);
  return !is_latin_person (tidy);
}

gboolean
crm_import_name_is_no_company (const char *name)
{
  g_autofree char *lower = g_utf8_strdown (name, -1);

  g_strstrip (lower);
  return contains_word (no_company_words, lower, strlen (lower));
}

static gboolean
has_word (GPtrArray *words, const char *word)
{
  for (guint i = 0; i < words->len; i++)
    {
      const char *other = words->pdata[i];

      /* An initial stands for its name. */
      if (strcmp (other, word) == 0 || ((strlen (word) == 1 || strlen (other) == 1) && *other == *word))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_subset (GPtrArray *few, GPtrArray *many)
{
  for (guint i = 0; i < few->len; i++)
    if (!has_word (many, few->pdata[i]))
      return FALSE;
  return few->len > 0;
}

gboolean
crm_import_name_agree (const char *a, const char *b)
{
  g_autofree char *tidy_a = crm_import_name_tidy (a), *tidy_b = crm_import_name_tidy (b);
  g_autoptr (GPtrArray) words_a = split_words (tidy_a), words_b = split_words (tidy_b);

  if (words_a->len == 0 || words_b->len == 0)
    return TRUE;
  if (is_all_han (words_a->pdata[0]) && is_all_han (words_b->pdata[0]) && (g_str_has_prefix (words_a->pdata[0], words_b->pdata[0]) || g_str_has_prefix (words_b->pdata[0], words_a->pdata[0])))
    return TRUE;
  return words_a->len <= words_b->len ? is_subset (words_a, words_b) : is_subset (words_b, words_a);
}
