/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For tests: a demo company that several cases share, because making one takes longer than all that is asked of it. */

#pragma once

#include "core/demo/crm-demo.h"
#include "tests/store/store-fixture.h"

typedef struct
{
  guint customers;
  guint64 seed;
  const char *locale;
  Fixture fixture; /* made when it is first asked for */
} Company;

/* The data is the company. */
static inline void
enter_company (Fixture *fixture, gconstpointer data)
{
  Company *company = (gpointer)data;

  if (company->fixture.store == NULL)
    {
      set_up (&company->fixture, NULL);
      crm_edit_result_free (await_boxed (crm_demo_fill_store (company->fixture.store, company->customers, company->seed, company->locale, NULL)));
    }
  *fixture = company->fixture;
}

/* A case leaves it as it was, but for files beside it. */
static inline void
leave_company (Fixture *fixture, gconstpointer data)
{
}

/* When all cases are done. */
static inline void
close_company (Company *company)
{
  if (company->fixture.store != NULL)
    tear_down (&company->fixture, NULL);
}
