/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A few customers, until the demo company is there. */

#include "config.h"

#include "app/start/crm-demo-stand-in.h"

#include "core/schema/crm-schema-customers.h"

static const struct
{
  const char *name;
  const char *city;
  const char *phone;
} customers[] = {
  { "洛阳瓦岗寨贸易有限公司", "洛阳", "+86 379 6555 0131" },
  { "长沙湘军餐饮集团", "长沙", "+86 731 5550 0102" },
  { "Łódź Präzision GmbH", "Köln", "+49 221 555 0101" },
  { "滁州醉翁亭酒店", "滁州", "+86 550 5550 0103" },
  { "Harbour & Sons", "Bristol", "+44 117 555 0104" },
  { "徐州赤兔物流", "徐州", "+86 516 5550 0105" },
  { "Åsa Öberg AB", "Stockholm", "+46 8 555 0104" },
  { "重庆火锅设备厂", "重庆", "+86 23 5550 0106" },
  { "厦门鼓浪文具", "厦门", "+86 592 5550 0107" },
  { "Blue Delta Foods", "Leeds", "+44 113 555 0108" },
  { "成都锦官城酒店", "成都", "+86 28 5550 0109" },
  { "Nguyễn Văn An", "Hà Nội", "+84 24 5550 0110" },
  { "乐山大佛旅行社", "乐山", "+86 833 5550 0111" },
  { "Maple & Finch", "Oxford", "+44 1865 555 0112" },
  { "广州南海渔村", "广州", "+86 20 5550 0113" },
  { "Fjord Kaffe", "Bergen", "+47 55 55 01 14" },
  { "杭州西子丝绸", "杭州", "+86 571 5550 0115" },
  { "Old Quay Printing", "Cardiff", "+44 29 2055 0116" },
  { "苏州平江书店", "苏州", "+86 512 5550 0117" },
  { "Sunnhild Lindqvist", "Uppsala", "+46 18 555 0118" },
};

CrmEdit *
crm_demo_new_edit (guint n_customers, guint64 seed, const char *locale, CrmClock *clock)
{
  CrmEdit *edit = crm_edit_new ("Demo company", CRM_EDIT_ORIGIN_DEMO);

  for (guint i = 0; i < MIN (n_customers, G_N_ELEMENTS (customers)); i++)
    {
      CrmId id = crm_id_new (crm_clock_now (clock));
      CrmChange *change = crm_edit_create (edit, &crm_kind_customer, &id);

      crm_change_set_text (change, CRM_CUSTOMER_NAME, customers[i].name);
      crm_change_set_text (change, CRM_CUSTOMER_CITY, customers[i].city);
      change = crm_edit_create (edit, &crm_kind_contact_point, NULL);
      crm_change_set_id (change, CRM_CONTACT_POINT_CUSTOMER, &id);
      crm_change_set_text (change, CRM_CONTACT_POINT_KIND, "phone");
      crm_change_set_text (change, CRM_CONTACT_POINT_VALUE, customers[i].phone);
    }
  return edit;
}
