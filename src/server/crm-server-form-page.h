/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A web form as a page, in the words of whoever reads it. Pure; any thread. */

#pragma once

#include "server/crm-server-page.h"

G_BEGIN_DECLS

typedef enum
{
  CRM_SERVER_FORM_NAME,
  CRM_SERVER_FORM_COMPANY,
  CRM_SERVER_FORM_PHONE,
  CRM_SERVER_FORM_EMAIL,
  CRM_SERVER_FORM_MESSAGE,
  CRM_SERVER_FORM_CONSENT,
  CRM_SERVER_FORM_N_FIELDS
} CrmServerFormField;

/* What can be wrong with a field, and the words there are besides. */
typedef enum
{
  CRM_SERVER_FORM_WORD_NONE,
  CRM_SERVER_FORM_WORD_NO_NAME,
  CRM_SERVER_FORM_WORD_NO_MESSAGE,
  CRM_SERVER_FORM_WORD_NO_WAY,
  CRM_SERVER_FORM_WORD_NO_EMAIL,
  CRM_SERVER_FORM_WORD_NO_PHONE,
  CRM_SERVER_FORM_WORD_LONG,
  CRM_SERVER_FORM_WORD_LATE,
  CRM_SERVER_FORM_WORD_CHECK,
  CRM_SERVER_FORM_WORD_SEND,
  CRM_SERVER_FORM_WORD_THANKS,
  CRM_SERVER_FORM_WORD_THANKS_MORE,
  CRM_SERVER_FORM_WORD_WAYS,
  CRM_SERVER_FORM_WORD_TRAP,
  CRM_SERVER_FORM_N_WORDS
} CrmServerFormWord;

/* Names of the fields around: the stamp, and one that people do not see. */
#define CRM_SERVER_FORM_STAMP "stamp"
#define CRM_SERVER_FORM_TRAP  "website"

/**
 * CrmServerFormPage:
 * @title: the form's heading
 * @language: a code
 * @stamp: that goes into the form
 * @values: (nullable): what was typed
 * @problems: what is wrong with it
 * @late: whether it was opened too long ago, or just now
 * @sent: whether it is sent already, and only thanks are said
 */
typedef struct
{
  const char *title;
  const char *language;
  char *stamp;
  char *values[CRM_SERVER_FORM_N_FIELDS];
  CrmServerFormWord problems[CRM_SERVER_FORM_N_FIELDS];
  gboolean late;
  gboolean sent;
} CrmServerFormPage;

const char *crm_server_form_get_name (CrmServerFormField field);

/* The language chosen by a link, else the one wanted most. Static. */
const char *crm_server_form_choose_language (const char *languages, const char *chosen);

void crm_server_form_page_write (const CrmServerFormPage *self, CrmServerPageResponse *response);

G_END_DECLS
