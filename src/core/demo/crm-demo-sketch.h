/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who a customer of the demo company is: what others need to know to mention it. */

#pragma once

#include "core/demo/crm-demo-words.h"

G_BEGIN_DECLS

/* The words of both languages. */
typedef struct
{
  CrmDemoWords *english;
  CrmDemoWords *chinese;
} CrmDemoLexicon;

/**
 * CrmDemoSketch:
 * @words: of the customer's language; borrowed, as is all else but @name
 * @city: as the section says; @brand the company's name and web name
 * @group: what it trades in, as the sections say: "food"; "home" for an individual; @industry as the field says it, or NULL
 * @web: for addresses under example.com or before example.org
 * @own: the individual
 *
 * A function of the seed and the customer's number alone, so that any customer can be named by any other without being kept.
 */
typedef struct
{
  const CrmDemoWords *words;
  gboolean is_chinese;
  gboolean is_company;
  const CrmDemoLine *city;
  const char *group;
  const char *industry;
  char *name;
  char *web;
  struct
  {
    const CrmDemoLine *surname;
    const CrmDemoLine *given;
    gboolean is_female;
  } own;
} CrmDemoSketch;

CrmDemoSketch *crm_demo_sketch_new (const CrmDemoLexicon *lexicon, guint64 seed, guint customer);
void crm_demo_sketch_free (CrmDemoSketch *self);

/* The name of a person, in the order of the language; and the part before the @ of an address. */
char *crm_demo_person_name (gboolean is_chinese, const CrmDemoLine *surname, const CrmDemoLine *given);
char *crm_demo_person_login (gboolean is_chinese, const CrmDemoLine *surname, const CrmDemoLine *given);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmDemoSketch, crm_demo_sketch_free)

G_END_DECLS
