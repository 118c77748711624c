/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One of the views of a survey's page. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-survey-view.h"

#include "core/base/crm-error.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  CrmPage *page; /* borrowed: it holds the view */
  CrmSurveyPageReading *reading;
  CrmId survey;
  guint begun : 1;
  guint stale : 1; /* another reading came while it could not be seen */
} CrmSurveyViewPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CrmSurveyView, crm_survey_view, ADW_TYPE_BIN)

static void
update (CrmSurveyView *self)
{
  CrmSurveyViewPrivate *priv = crm_survey_view_get_instance_private (self);
  CrmSurveyViewClass *klass = CRM_SURVEY_VIEW_GET_CLASS (self);

  if (!priv->stale || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  priv->stale = FALSE;
  if (!priv->begun && klass->begin != NULL)
    klass->begin (self);
  priv->begun = TRUE;
  if (klass->update != NULL)
    klass->update (self);
}

/* What changed while it could not be seen is caught up with when it can. */
static void
crm_survey_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (crm_survey_view_parent_class)->map (widget);
  update (CRM_SURVEY_VIEW (widget));
}

void
crm_survey_view_attach (CrmSurveyView *self, CrmPage *page, const CrmId *survey)
{
  CrmSurveyViewPrivate *priv = crm_survey_view_get_instance_private (self);

  g_return_if_fail (CRM_IS_SURVEY_VIEW (self) && CRM_IS_PAGE (page) && survey != NULL);
  g_return_if_fail (priv->page == NULL);

  priv->page = page;
  priv->survey = *survey;
}

void
crm_survey_view_set_reading (CrmSurveyView *self, CrmSurveyPageReading *reading)
{
  CrmSurveyViewPrivate *priv = crm_survey_view_get_instance_private (self);

  g_return_if_fail (CRM_IS_SURVEY_VIEW (self) && priv->page != NULL && reading != NULL);

  crm_survey_page_reading_ref (reading);
  g_clear_pointer (&priv->reading, crm_survey_page_reading_unref);
  priv->reading = reading;
  priv->stale = TRUE;
  update (self);
}

CrmPage *
crm_survey_view_get_page (CrmSurveyView *self)
{
  CrmSurveyViewPrivate *priv = crm_survey_view_get_instance_private (self);

  g_return_val_if_fail (CRM_IS_SURVEY_VIEW (self), NULL);

  return priv->page;
}

CrmContext *
crm_survey_view_get_context (CrmSurveyView *self)
{
  return crm_page_get_context (crm_survey_view_get_page (self));
}

const CrmId *
crm_survey_view_get_survey (CrmSurveyView *self)
{
  CrmSurveyViewPrivate *priv = crm_survey_view_get_instance_private (self);

  g_return_val_if_fail (CRM_IS_SURVEY_VIEW (self), NULL);

  return &priv->survey;
}

CrmSurveyForm *
crm_survey_view_get_form (CrmSurveyView *self)
{
  CrmSurveyViewPrivate *priv = crm_survey_view_get_instance_private (self);

  g_return_val_if_fail (CRM_IS_SURVEY_VIEW (self), NULL);

  return priv->reading != NULL ? priv->reading->newest : NULL;
}

CrmSurveyForm *
crm_survey_view_get_published (CrmSurveyView *self)
{
  CrmSurveyViewPrivate *priv = crm_survey_view_get_instance_private (self);

  g_return_val_if_fail (CRM_IS_SURVEY_VIEW (self), NULL);

  return priv->reading != NULL ? priv->reading->published : NULL;
}

GPtrArray *
crm_survey_view_get_faults (CrmSurveyView *self)
{
  CrmSurveyViewPrivate *priv = crm_survey_view_get_instance_private (self);

  g_return_val_if_fail (CRM_IS_SURVEY_VIEW (self) && priv->reading != NULL, NULL);

  return priv->reading->faults;
}

DexFuture *
crm_survey_view_make_sheet (CrmSurveyView *self)
{
  g_return_val_if_fail (CRM_IS_SURVEY_VIEW (self), NULL);

  if (CRM_SURVEY_VIEW_GET_CLASS (self)->make_sheet != NULL && crm_survey_view_get_form (self) != NULL)
    return CRM_SURVEY_VIEW_GET_CLASS (self)->make_sheet (self);
  return dex_future_new_for_error (g_error_new_literal (CRM_ERROR, CRM_ERROR_INVALID, _ ("There is nothing here to print.")));
}

void
crm_survey_view_export (CrmSurveyView *self)
{
  g_return_if_fail (CRM_IS_SURVEY_VIEW (self));

  if (CRM_SURVEY_VIEW_GET_CLASS (self)->export != NULL && crm_survey_view_get_form (self) != NULL)
    CRM_SURVEY_VIEW_GET_CLASS (self)->export (self);
}

void
crm_survey_view_search (CrmSurveyView *self)
{
  g_return_if_fail (CRM_IS_SURVEY_VIEW (self));

  if (CRM_SURVEY_VIEW_GET_CLASS (self)->search != NULL && crm_survey_view_get_form (self) != NULL)
    CRM_SURVEY_VIEW_GET_CLASS (self)->search (self);
}

void
crm_survey_view_take_focus (CrmSurveyView *self)
{
  g_return_if_fail (CRM_IS_SURVEY_VIEW (self));

  if (CRM_SURVEY_VIEW_GET_CLASS (self)->take_focus != NULL && crm_survey_view_get_form (self) != NULL)
    CRM_SURVEY_VIEW_GET_CLASS (self)->take_focus (self);
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
crm_survey_view_dispose (GObject *object)
{
  CrmSurveyViewPrivate *priv = crm_survey_view_get_instance_private (CRM_SURVEY_VIEW (object));

  priv->page = NULL;
  g_clear_pointer (&priv->reading, crm_survey_page_reading_unref);

  G_OBJECT_CLASS (crm_survey_view_parent_class)->dispose (object);
}

static void
crm_survey_view_class_init (CrmSurveyViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_survey_view_dispose;
  GTK_WIDGET_CLASS (klass)->map = crm_survey_view_map;
}

static void
crm_survey_view_init (CrmSurveyView *self)
{
}
