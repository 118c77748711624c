/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A labelled sample of customers: who is whom is known, and how each copy came to differ. */

#include "tests/duplicates/duplicate-sample.h"

#include <string.h>

static const char *const surnames[] = { "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "马", "朱", "胡", "郭", "何", "高", "林", "罗", "欧阳", "单", "曾", "谢" };
static const char *const given[] = { "伟", "芳", "明", "丽", "强", "静", "军", "杰", "洋", "艳", "勇", "敏", "建国", "晓明", "晓红", "志强", "雅丽", "文博", "子涵", "宇航", "海燕", "春梅", "国庆", "思远", "嘉怡", "俊杰", "欣然", "浩宇", "雨桐", "德华" };
static const char *const trade_first[] = { "华", "兴", "达", "宏", "盛", "新", "源", "东", "金", "永", "泰", "瑞", "嘉", "鼎", "恒", "博", "凯", "远", "福", "天" };
static const char *const trade_second[] = { "兴", "达", "源", "盛", "泰", "和", "创", "瑞", "丰", "通", "联", "信", "诚", "宇", "恒", "翔" };
static const char *const han_lines[] = { "科技", "贸易", "机械", "食品", "电子", "文化传媒", "建材", "物流", "餐饮管理", "实业" };
static const char *const han_cities[] = { "洛阳", "上海", "北京", "郑州", "深圳", "成都", "武汉", "杭州" };
static const char *const han_forms[] = { "有限公司", "有限责任公司", "股份有限公司" };
static const char *const first_names[] = { "John", "Mary", "Anna", "Peter", "Lukas", "Emma", "Clara", "Oliver", "Sophie", "Henrik", "Maria", "Thomas", "Julia", "Daniel", "Laura", "Simon", "Nora", "Felix", "Alice", "Robert" };
static const char *const last_names[] = { "Smith", "Müller", "Jensen", "Carter", "Weber", "Novak", "Rossi", "Martin", "Harrison", "Lindqvist", "Okafor", "Keller", "Brandt", "Fisher", "Moreau", "Sandoval", "Whitaker", "Kowalski", "Petersen", "Archer" };
static const char *const stems[] = { "Harbour", "Northwind", "Larkfield", "Oakridge", "Silverline", "Meridian", "Bluestone", "Redwood", "Kingsway", "Amberton", "Foxglove", "Stonebridge", "Westmark", "Helios", "Quillon", "Brightwater", "Tamarind", "Ironbark", "Calloway", "Everlyn", "Marlowe", "Pinehurst", "Rosewell", "Sunfield" };
static const char *const stem_ends[] = { "", "", "", "gate", "field", "well", "ton", "dale", "mere", "point", "haven", "crest" };
static const char *const lines[] = { "Trading", "Logistics", "Foods", "Engineering", "Design", "Systems", "Textiles", "Optics", "Marine", "Consulting", "Instruments", "Printing" };
static const char *const cities[] = { "London", "Hamburg", "Lyon", "Oslo", "Dublin", "Vienna", "Porto", "Zürich" };
static const char *const company_forms[] = { "Ltd", "Limited", "GmbH", "Inc.", "LLC", "S.A.", "AG", "Co., Ltd." };
static const char *const mail_hosts[] = { "gmail.com", "163.com", "qq.com", "outlook.com", "web.de" };

/* Read alike: what a Chinese input method puts in. */
static const char *const homophones[] = { "兴", "星", "伟", "炜", "明", "铭", "丽", "莉", "强", "墙", "华", "桦", "新", "欣", "杰", "洁", "军", "君", "静", "敬", "宏", "鸿", "盛", "胜", "源", "元", "志", "智", "文", "闻", "达", "答", "海", "海", "恒", "衡", "瑞", "锐", "诚", "成", "信", "芯" };
static const char *const traditional[] = { "华", "華", "兴", "興", "张", "張", "伟", "偉", "丽", "麗", "达", "達", "东", "東", "贸", "貿", "机", "機", "业", "業", "实", "實", "军", "軍", "刘", "劉", "陈", "陳", "杨", "楊", "赵", "趙", "黄", "黃", "吴", "吳", "孙", "孫", "马", "馬", "罗", "羅", "谢", "謝", "国", "國", "晓", "曉", "红", "紅", "强", "強", "静", "靜", "杰", "傑", "艳", "豔", "庆", "慶", "远", "遠", "设", "設", "传", "傳", "义", "義", "电", "電", "饮", "飲", "创", "創", "丰", "豐", "联", "聯", "诚", "誠", "达", "達", "泰", "泰", "恒", "恆", "阳", "陽", "汉", "漢" };

/* Surnames and given names of above as they are read. */
static const char *const pinyin[] = { "王", "Wang", "李", "Li", "张", "Zhang", "刘", "Liu", "陈", "Chen", "杨", "Yang", "赵", "Zhao", "黄", "Huang", "周", "Zhou", "吴", "Wu", "徐", "Xu", "孙", "Sun", "马", "Ma", "朱", "Zhu", "胡", "Hu", "郭", "Guo", "何", "He", "高", "Gao", "林", "Lin", "罗", "Luo", "欧阳", "Ouyang", "单", "Shan", "曾", "Zeng", "谢", "Xie", "伟", "Wei", "芳", "Fang", "明", "Ming", "丽", "Li", "强", "Qiang", "静", "Jing", "军", "Jun", "杰", "Jie", "洋", "Yang", "艳", "Yan", "勇", "Yong", "敏", "Min", "建国", "Jianguo", "晓明", "Xiaoming", "晓红", "Xiaohong", "志强", "Zhiqiang", "雅丽", "Yali", "文博", "Wenbo", "子涵", "Zihan", "宇航", "Yuhang", "海燕", "Haiyan", "春梅", "Chunmei", "国庆", "Guoqing", "思远", "Siyuan", "嘉怡", "Jiayi", "俊杰", "Junjie", "欣然", "Xinran", "浩宇", "Haoyu", "雨桐", "Yutong", "德华", "Dehua" };

typedef struct
{
  GRand *rand;
  GPtrArray *records;
  guint n_entities;
  guint n_ids;
} Maker;

#define PICK(self, list) (list)[g_rand_int_range ((self)->rand, 0, G_N_ELEMENTS (list))]

static gboolean
by_chance (Maker *self, double share)
{
  return g_rand_double (self->rand) < share;
}

static void
record_free (gpointer data)
{
  DuplicateRecord *record = data;

  g_free (record->name);
  g_free (record->city);
  g_free (record->tax_id);
  g_free (record->gender);
  g_free (record->contact);
  g_ptr_array_unref (record->points);
  g_string_free (record->how, TRUE);
  g_free (record);
}

static DuplicateRecord *
new_record (Maker *self, guint entity, gboolean is_person, char *name, const char *city)
{
  DuplicateRecord *record = g_new0 (DuplicateRecord, 1);

  self->n_ids++;
  memcpy (record->id.bytes, &self->n_ids, sizeof self->n_ids);
  record->entity = entity;
  record->is_person = is_person;
  record->name = name;
  record->city = g_strdup (city);
  record->points = g_ptr_array_new_with_free_func (g_free);
  record->how = g_string_new (NULL);
  g_ptr_array_add (self->records, record);
  return record;
}

static void
add_point (DuplicateRecord *record, const char *kind, char *text)
{
  g_ptr_array_add (record->points, g_strdup (kind));
  g_ptr_array_add (record->points, text);
}

static const char *
find_point (const DuplicateRecord *record, const char *kind)
{
  for (guint i = 0; i < record->points->len; i += 2)
    if (strcmp (record->points->pdata[i], kind) == 0)
      return record->points->pdata[i + 1];
  return NULL;
}

static char *
new_phone (Maker *self)
{
  return g_strdup_printf ("+861%d%08d", g_rand_int_range (self->rand, 30, 99), g_rand_int_range (self->rand, 0, 100000000));
}

static char *
new_address (Maker *self, gboolean is_han)
{
  return is_han ? g_strdup_printf ("%s区%s路%d号%d室", PICK (self, han_cities), PICK (self, trade_first), g_rand_int_range (self->rand, 1, 900), g_rand_int_range (self->rand, 101, 2900))
                : g_strdup_printf ("%s Street %d, %05d", PICK (self, last_names), g_rand_int_range (self->rand, 1, 300), g_rand_int_range (self->rand, 10000, 99999));
}

static char *
new_tax_id (Maker *self)
{
  return g_strdup_printf ("91410300%09dX", g_rand_int_range (self->rand, 0, 1000000000));
}

static int
new_birthday (Maker *self)
{
  return g_rand_int_range (self->rand, 1950, 2006) * 10000 + g_rand_int_range (self->rand, 1, 13) * 100 + g_rand_int_range (self->rand, 1, 29);
}

/* ── those who are somebody ───────────────────────────────────────────────────────────────── */

static void
add_local_email (Maker *self, DuplicateRecord *record)
{
  add_point (record, "email", g_strdup_printf ("user%07d@%s", g_rand_int_range (self->rand, 0, 10000000), PICK (self, mail_hosts)));
}

static DuplicateRecord *
make_person (Maker *self, gboolean is_han)
{
  char *name = is_han ? g_strconcat (PICK (self, surnames), PICK (self, given), NULL) : g_strdup_printf ("%s %s", PICK (self, first_names), PICK (self, last_names));
  DuplicateRecord *record = new_record (self, self->n_entities++, TRUE, name, is_han ? PICK (self, han_cities) : PICK (self, cities));

  add_point (record, "phone", new_phone (self));
  if (by_chance (self, 0.7))
    add_local_email (self, record);
  if (by_chance (self, 0.5))
    add_point (record, "address", new_address (self, is_han));
  if (by_chance (self, 0.6))
    record->birthday = new_birthday (self);
  if (by_chance (self, 0.5))
    record->gender = g_strdup (by_chance (self, 0.5) ? "female" : "male");
  return record;
}

static char *
name_company (Maker *self, gboolean is_han, const char *city, const char *stem, const char *line)
{
  if (is_han)
    return g_strconcat (by_chance (self, 0.7) ? city : "", stem, line, PICK (self, han_forms), NULL);
  return g_strdup_printf ("%s %s %s", stem, line, PICK (self, company_forms));
}

static DuplicateRecord *
make_company (Maker *self, gboolean is_han)
{
  const char *city = is_han ? PICK (self, han_cities) : PICK (self, cities);
  g_autofree char *stem = is_han ? g_strconcat (PICK (self, trade_first), PICK (self, trade_second), NULL) : g_strconcat (PICK (self, stems), PICK (self, stem_ends), NULL);
  DuplicateRecord *record = new_record (self, self->n_entities++, FALSE, name_company (self, is_han, city, stem, is_han ? PICK (self, han_lines) : PICK (self, lines)), city);

  add_point (record, "phone", new_phone (self));
  if (by_chance (self, 0.8))
    add_point (record, "email", g_strdup_printf ("%s@c%06d.example", by_chance (self, 0.5) ? "info" : "m.keller", g_rand_int_range (self->rand, 0, 1000000)));
  if (by_chance (self, 0.7))
    add_point (record, "address", new_address (self, is_han));
  if (by_chance (self, 0.5))
    record->tax_id = new_tax_id (self);
  if (by_chance (self, 0.6))
    record->contact = is_han ? g_strconcat (PICK (self, surnames), PICK (self, given), NULL) : g_strdup_printf ("%s %s", PICK (self, first_names), PICK (self, last_names));
  return record;
}

/* ── copies ───────────────────────────────────────────────────────────────────────────────── */

static char *
replace_listed (const char *text, const char *const *pairs, gsize n, gboolean once)
{
  GString *result = g_string_new (text);

  for (gsize i = 0; i + 1 < n; i += 2)
    if (g_string_replace (result, pairs[i], pairs[i + 1], once ? 1 : 0) > 0 && once)
      break;
  return g_string_free_and_steal (result);
}

/* A letter left out, doubled, changed for its neighbour, or mistaken. */
static char *
mistype (Maker *self, const char *text)
{
  gsize length = strlen (text);
  gsize at = length > 4 ? (gsize)g_rand_int_range (self->rand, 1, (int)MIN (length - 2, 11)) : 0;
  GString *result = g_string_new (text);

  if (at == 0 || !g_ascii_isalpha (text[at]) || !g_ascii_isalpha (text[at + 1]))
    return g_string_free_and_steal (result);
  switch (g_rand_int_range (self->rand, 0, 4))
    {
    case 0:
      g_string_erase (result, (gssize)at, 1);
      break;
    case 1:
      g_string_insert_c (result, (gssize)at, text[at]);
      break;
    case 2:
      result->str[at] = text[at + 1];
      result->str[at + 1] = text[at];
      break;
    default:
      result->str[at] = (char)g_rand_int_range (self->rand, 'a', 'z' + 1);
    }
  return g_string_free_and_steal (result);
}

static char *
spell_in_letters (Maker *self, const char *name)
{
  for (gsize i = 0; i + 1 < 48; i += 2)
    if (g_str_has_prefix (name, pinyin[i]))
      for (gsize j = 48; j + 1 < G_N_ELEMENTS (pinyin); j += 2)
        if (strcmp (name + strlen (pinyin[i]), pinyin[j]) == 0)
          return by_chance (self, 0.5) ? g_strdup_printf ("%s %s", pinyin[i + 1], pinyin[j + 1]) : g_strdup_printf ("%s %s", pinyin[j + 1], pinyin[i + 1]);
  return g_strdup (name);
}

static char *
swap_words (const char *name)
{
  const char *space = strrchr (name, ' ');

  return space != NULL ? g_strdup_printf ("%s, %.*s", space + 1, (int)(space - name), name) : g_strdup (name);
}

static char *
drop_form (const char *name, gboolean is_han)
{
  const char *end = is_han ? NULL : strrchr (name, ' ');

  for (gsize i = 0; is_han && i < G_N_ELEMENTS (han_forms); i++)
    if (g_str_has_suffix (name, han_forms[i]) && (end == NULL || strlen (han_forms[i]) > strlen (end)))
      end = name + strlen (name) - strlen (han_forms[i]);
  if (end == NULL)
    return g_strdup (name);
  if (g_str_has_suffix (name, "Co., Ltd."))
    end = name + strlen (name) - strlen (" Co., Ltd.");
  return g_strndup (name, (gsize)(end - name));
}

static char *
change_name (Maker *self, const DuplicateRecord *record, GString *how)
{
  gboolean is_han = (guchar)record->name[0] >= 0x80 && (guchar)record->name[0] >= 0xe0;
  int way = g_rand_int_range (self->rand, 0, 10);

  if (way < 3)
    return g_strdup (record->name);
  if (is_han && way < 5)
    return g_string_append (how, "homophone "), replace_listed (record->name, homophones, G_N_ELEMENTS (homophones), TRUE);
  if (is_han && way < 8)
    return g_string_append (how, "traditional "), replace_listed (record->name, traditional, G_N_ELEMENTS (traditional), FALSE);
  if (is_han && record->is_person)
    return g_string_append (how, "pinyin "), spell_in_letters (self, record->name);
  if (!is_han && way < 6)
    return g_string_append (how, "typo "), mistype (self, record->name);
  if (record->is_person)
    return g_string_append (how, "swapped "), way < 9 ? swap_words (record->name) : g_utf8_strup (record->name, -1);
  return g_string_append (how, "form "), drop_form (record->name, is_han);
}

static void
change_points (Maker *self, const DuplicateRecord *record, DuplicateRecord *copy)
{
  const char *phone = find_point (record, "phone"), *email = find_point (record, "email"), *address = find_point (record, "address");

  if (by_chance (self, 0.6))
    add_point (copy, "phone", g_strdup (phone));
  else
    g_string_append (copy->how, "old-phone "), add_point (copy, "phone", new_phone (self));
  if (email != NULL && by_chance (self, 0.55))
    add_point (copy, "email", g_strdup (email));
  else if (email != NULL && record->is_person && by_chance (self, 0.4))
    g_string_append (copy->how, "provider "), add_point (copy, "email", g_strdup_printf ("%.*s@sina.com", (int)strcspn (email, "@"), email));
  if (address != NULL && by_chance (self, 0.6))
    add_point (copy, "address", g_strdup (address));
}

static gboolean
has_common_point (const DuplicateRecord *a, const DuplicateRecord *b)
{
  for (guint i = 0; i < a->points->len; i += 2)
    if (g_strcmp0 (find_point (b, a->points->pdata[i]), a->points->pdata[i + 1]) == 0)
      return TRUE;
  return FALSE;
}

static void
make_copy (Maker *self, const DuplicateRecord *record)
{
  GString *how = g_string_new (NULL);
  char *name = change_name (self, record, how);
  DuplicateRecord *copy = new_record (self, record->entity, record->is_person, name, by_chance (self, 0.85) ? record->city : NULL);

  g_string_assign (copy->how, how->str);
  g_string_free (how, TRUE);
  change_points (self, record, copy);
  if (by_chance (self, 0.6))
    copy->birthday = record->birthday;
  if (copy->birthday != 0 && copy->birthday % 100 <= 12 && by_chance (self, 0.15))
    copy->birthday = copy->birthday / 10000 * 10000 + copy->birthday % 100 * 100 + copy->birthday / 100 % 100;
  if (by_chance (self, 0.6))
    copy->tax_id = g_strdup (record->tax_id);
  if (by_chance (self, 0.6))
    copy->contact = g_strdup (record->contact);
  copy->gender = g_strdup (record->gender);
  /* Nobody can tell of a name alone. */
  if (!has_common_point (record, copy) && copy->birthday == 0 && copy->tax_id == NULL)
    {
      g_ptr_array_set_size (copy->points, 0);
      add_point (copy, "phone", g_strdup (find_point (record, "phone")));
    }
}

/* ── those who are two ────────────────────────────────────────────────────────────────────── */

static void
make_relative (Maker *self, const DuplicateRecord *record, gboolean is_han)
{
  const char *surname = is_han ? NULL : strrchr (record->name, ' ') + 1;
  DuplicateRecord *relative;

  for (gsize i = 0; is_han && i < G_N_ELEMENTS (surnames); i++)
    if (g_str_has_prefix (record->name, surnames[i]))
      surname = surnames[i];
  relative = new_record (self, self->n_entities++, TRUE, is_han ? g_strconcat (surname, PICK (self, given), NULL) : g_strdup_printf ("%s %s", PICK (self, first_names), surname), record->city);
  if (strcmp (relative->name, record->name) == 0)
    relative->entity = record->entity;
  g_string_append (relative->how, "relative ");
  add_point (relative, "phone", g_strdup (find_point (record, "phone")));
  if (find_point (record, "address") != NULL)
    add_point (relative, "address", g_strdup (find_point (record, "address")));
  if (by_chance (self, 0.5))
    relative->birthday = new_birthday (self);
}

/* Another company of the same owners: the same stem, switchboard, domain and house. */
static void
make_sister (Maker *self, const DuplicateRecord *record, gboolean is_han)
{
  g_autofree char *bare = drop_form (record->name, is_han);
  const char *space = strchr (bare, ' ');
  g_autofree char *stem = NULL;
  DuplicateRecord *sister;

  if (is_han)
    for (gsize i = 0; i < G_N_ELEMENTS (han_lines) && stem == NULL; i++)
      stem = g_str_has_suffix (bare, han_lines[i]) ? g_strndup (bare, strlen (bare) - strlen (han_lines[i])) : NULL;
  else
    stem = space != NULL ? g_strndup (bare, (gsize)(space - bare)) : NULL;
  if (stem == NULL)
    return;
  for (const char *line = NULL; line == NULL || g_str_has_suffix (bare, line);)
    {
      line = is_han ? PICK (self, han_lines) : PICK (self, lines);
      if (g_str_has_suffix (bare, line))
        continue;
      sister = new_record (self, self->n_entities++, FALSE, is_han ? g_strconcat (stem, line, PICK (self, han_forms), NULL) : g_strdup_printf ("%s %s %s", stem, line, PICK (self, company_forms)), record->city);
      g_string_append (sister->how, "sister ");
      add_point (sister, "phone", g_strdup (find_point (record, "phone")));
      for (guint i = 0; i < record->points->len; i += 2)
        if (strcmp (record->points->pdata[i], "phone") != 0 && by_chance (self, 0.7))
          add_point (sister, record->points->pdata[i], g_strdup (record->points->pdata[i + 1]));
      if (by_chance (self, 0.5))
        sister->tax_id = new_tax_id (self);
    }
}

static void
make_namesakes (Maker *self, const char *name, const char *const *places, gsize n_places, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      DuplicateRecord *record = new_record (self, self->n_entities++, TRUE, g_strdup (name), places[g_rand_int_range (self->rand, 0, (int)n_places)]);

      g_string_append (record->how, "namesake ");
      add_point (record, "phone", new_phone (self));
      if (by_chance (self, 0.5))
        add_local_email (self, record);
      if (by_chance (self, 0.4))
        record->birthday = new_birthday (self);
    }
}

static void
make_elsewhere (Maker *self)
{
  const char *line = PICK (self, han_lines);
  g_autofree char *stem = g_strconcat (PICK (self, trade_first), PICK (self, trade_second), NULL);

  for (guint i = 0; i < 3; i++)
    {
      DuplicateRecord *record = new_record (self, self->n_entities++, FALSE, g_strconcat (han_cities[i], stem, line, "有限公司", NULL), han_cities[i]);

      g_string_append (record->how, "elsewhere ");
      add_point (record, "phone", new_phone (self));
    }
}

GPtrArray *
duplicate_sample_new (guint32 seed, guint n)
{
  Maker self = { g_rand_new_with_seed (seed), g_ptr_array_new_with_free_func (record_free), 0, 0 };

  for (guint i = 0; i < n; i++)
    {
      gboolean is_han = by_chance (&self, 0.5), is_person = by_chance (&self, 0.5);
      DuplicateRecord *record = is_person ? make_person (&self, is_han) : make_company (&self, is_han);
      double chance = g_rand_double (self.rand);

      if (chance < 0.25)
        make_copy (&self, record);
      else if (chance < 0.33 && is_person)
        make_relative (&self, record, is_han);
      else if (chance < 0.33)
        make_sister (&self, record, is_han);
    }
  make_namesakes (&self, "王伟", han_cities, G_N_ELEMENTS (han_cities), 25);
  make_namesakes (&self, "李静", han_cities, G_N_ELEMENTS (han_cities), 15);
  make_namesakes (&self, "John Smith", cities, G_N_ELEMENTS (cities), 15);
  for (guint i = 0; i < 10; i++)
    make_elsewhere (&self);
  g_rand_free (self.rand);
  return self.records;
}
