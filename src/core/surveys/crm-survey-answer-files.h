/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers that come back from mailed pages, as files or pasted codes: checked against the file, and the edit that writes them. */

#pragma once

#include "core/record/crm-edit.h"
#include "core/store/crm-connection.h"

G_BEGIN_DECLS

typedef enum
{
  CRM_SURVEY_ANSWER_FILE_NEW,     /* is written */
  CRM_SURVEY_ANSWER_FILE_KNOWN,   /* is in the file already, or came twice */
  CRM_SURVEY_ANSWER_FILE_REFUSED, /* see the message */
} CrmSurveyAnswerFileState;

/**
 * CrmSurveyAnswerFile:
 * @name: of the file, or what to call what was pasted
 * @text: what it holds
 * @length: in bytes
 * @message: (nullable): why it is refused, for a person
 * @customer: (nullable): whose answers they are, where that is known
 */
typedef struct
{
  char *name;
  char *text;
  gsize length;
  CrmSurveyAnswerFileState state;
  char *message;
  char *customer;
} CrmSurveyAnswerFile;

/**
 * CrmSurveyAnswerFiles:
 * @files: (element-type CrmSurveyAnswerFile): in the order they were added
 * @n_new: how many are to be written
 * @edit: (nullable): what writes them; %NULL for nothing new
 *
 * Filled on one thread, then read on a reader's, then looked at: never by two at once. Reference-counted.
 */
typedef struct
{
  GPtrArray *files;
  guint n_new;
  CrmEdit *edit;
} CrmSurveyAnswerFiles;

#define CRM_TYPE_SURVEY_ANSWER_FILES (crm_survey_answer_files_get_type ())

GType crm_survey_answer_files_get_type (void);
CrmSurveyAnswerFiles *crm_survey_answer_files_new (void);
CrmSurveyAnswerFiles *crm_survey_answer_files_ref (CrmSurveyAnswerFiles *self);
void crm_survey_answer_files_unref (CrmSurveyAnswerFiles *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmSurveyAnswerFiles, crm_survey_answer_files_unref)

/* Takes @text (nullable where it could not be read); @message (nullable): why. */
void crm_survey_answer_files_add (CrmSurveyAnswerFiles *self, const char *name, char *text, gsize length, const char *message);

/**
 * crm_survey_answer_files_read:
 * @survey: whose answers they must be
 * @now: microseconds UTC
 * @error: what keeps from reading; what is wrong with one of the files is said in it
 *
 * On the connection's thread. Each answer is checked against the version it was given to, as the person who answered saw it; one with a token must
 * belong to an invitation of this survey that was not answered, one with a time in the future is of now. Of an anonymous survey the answers
 * alone are kept.
 */
gboolean crm_survey_answer_files_read (CrmSurveyAnswerFiles *self, CrmConnection *connection, const CrmId *survey, gint64 now, GError **error);

G_END_DECLS
