/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who a customer of the demo company is. */

#define G_LOG_DOMAIN "crm-demo"

#include "core/demo/crm-demo-sketch.h"

#include <string.h>

#define CHINESE_PERCENT    55
#define COMPANY_PERCENT    72
#define WITH_CITY_PERCENT  65
#define CITY_COLUMN_PLACE  2 /* English: the phone range, an ASCII name; Chinese: the province */
#define CITY_COLUMN_PINYIN 1

static const char *const groups[] = { "food", "hotel", "retail", "logistics", "office", "make" };

/* On the continent the form is the country's and says nothing of the trade. */
static const CrmDemoLine *
draw_form (CrmDemoSketch *self, CrmDemoRandom *random)
{
  const CrmDemoList *forms = self->is_chinese ? NULL : crm_demo_words_find (self->words, "form-continental", self->city->columns[1]);

  if (forms != NULL)
    return crm_demo_list_pick (forms, random);
  return crm_demo_words_pick (self->words, random, "form", self->group);
}

static const CrmDemoLine *
draw_brand (CrmDemoSketch *self, CrmDemoRandom *random)
{
  const CrmDemoList *brands = self->is_chinese ? NULL : crm_demo_words_find (self->words, "brand-continental", self->city->columns[1]);

  return brands != NULL ? crm_demo_list_pick (brands, random) : crm_demo_words_pick (self->words, random, "brand", NULL);
}

static void
draw_company (CrmDemoSketch *self, CrmDemoRandom *random)
{
  gboolean with_city = crm_demo_random_chance (random, WITH_CITY_PERCENT);
  const CrmDemoLine *brand, *form;

  self->group = groups[crm_demo_random_below (random, G_N_ELEMENTS (groups))];
  brand = draw_brand (self, random);
  form = draw_form (self, random);
  if (self->is_chinese)
    self->name = g_strconcat (with_city ? self->city->columns[0] : "", brand->columns[0], form->columns[0], NULL);
  else
    self->name = g_strconcat (brand->columns[0], " ", form->columns[0], NULL);
  self->industry = form->n_columns > 1 ? form->columns[1] : crm_demo_words_pick (self->words, random, "industry", self->group)->columns[0];
  self->web = g_strconcat (brand->columns[1], "-", self->city->columns[self->is_chinese ? CITY_COLUMN_PINYIN : CITY_COLUMN_PLACE], NULL);
}

static void
draw_individual (CrmDemoSketch *self)
{
  self->group = "home";
  self->name = crm_demo_person_name (self->is_chinese, self->own.surname, self->own.given);
  self->web = crm_demo_person_login (self->is_chinese, self->own.surname, self->own.given);
}

CrmDemoSketch *
crm_demo_sketch_new (const CrmDemoLexicon *lexicon, guint64 seed, guint customer)
{
  CrmDemoSketch *self = g_new0 (CrmDemoSketch, 1);
  CrmDemoRandom random;

  crm_demo_random_init (&random, seed, (guint64)customer << 8);
  self->is_chinese = crm_demo_random_chance (&random, CHINESE_PERCENT);
  self->is_company = crm_demo_random_chance (&random, COMPANY_PERCENT);
  self->words = self->is_chinese ? lexicon->chinese : lexicon->english;
  self->city = crm_demo_words_pick (self->words, &random, "city", NULL);
  self->own.is_female = crm_demo_random_chance (&random, 50);
  self->own.surname = crm_demo_words_pick (self->words, &random, "surname", NULL);
  self->own.given = crm_demo_words_pick (self->words, &random, self->own.is_female ? "given-f" : "given-m", NULL);
  if (self->is_company)
    draw_company (self, &random);
  else
    draw_individual (self);
  return self;
}

void
crm_demo_sketch_free (CrmDemoSketch *self)
{
  g_free (self->name);
  g_free (self->web);
  g_free (self);
}

char *
crm_demo_person_name (gboolean is_chinese, const CrmDemoLine *surname, const CrmDemoLine *given)
{
  if (is_chinese)
    return g_strconcat (surname->columns[0], given->columns[0], NULL);
  return g_strconcat (given->columns[0], " ", surname->columns[0], NULL);
}

/* The names here are of Latin-1, or carry one of few marks: dropping those is enough and locale-free. */
static void
append_ascii (GString *login, const char *name)
{
  static const struct
  {
    gunichar letter;
    const char *ascii;
  } plain[] = { { 0xe5, "aa" }, { 0xe4, "ae" }, { 0xf6, "oe" }, { 0xfc, "ue" }, { 0xe9, "e" }, { 0xe8, "e" }, { 0xeb, "e" }, { 0x142, "l" }, { 0x144, "n" }, { 0xc9, "e" }, { 0xc5, "aa" } };

  for (const char *c = name; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar letter = g_unichar_tolower (g_utf8_get_char (c));

      if (letter < 128 && g_ascii_isalnum ((char)letter))
        g_string_append_c (login, (char)letter);
      else
        for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
          if (plain[i].letter == letter)
            g_string_append (login, plain[i].ascii);
    }
}

char *
crm_demo_person_login (gboolean is_chinese, const CrmDemoLine *surname, const CrmDemoLine *given)
{
  g_autoptr (GString) login = g_string_new (NULL);

  append_ascii (login, given->columns[is_chinese ? 1 : 0]);
  g_string_append_c (login, '.');
  append_ascii (login, surname->columns[is_chinese ? 1 : 0]);
  return g_string_free_and_steal (g_steal_pointer (&login));
}
