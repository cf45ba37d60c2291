-- The tables of a host at v4.13.0, as found: the event table is `reporting_events`.
CREATE TABLE access_tokens (
  id bigserial PRIMARY KEY,
  owner_type varchar,
  owner_id bigint,
  token varchar,
  created_at timestamp(6) NOT NULL,
  updated_at timestamp(6) NOT NULL
);
CREATE INDEX index_access_tokens_on_owner_type_and_owner_id ON access_tokens (owner_type, owner_id);
CREATE UNIQUE INDEX index_access_tokens_on_token ON access_tokens (token);
CREATE TABLE account_users (
  id bigserial PRIMARY KEY,
  account_id bigint,
  user_id bigint,
  role integer DEFAULT 0,
  inviter_id bigint,
  created_at timestamp(6) NOT NULL,
  updated_at timestamp(6) NOT NULL,
  active_at timestamp,
  availability integer DEFAULT 0 NOT NULL,
  auto_offline boolean DEFAULT true NOT NULL,
  custom_role_id bigint,
  agent_capacity_policy_id bigint
);
CREATE UNIQUE INDEX uniq_user_id_per_account_id ON account_users (account_id, user_id);
CREATE INDEX index_account_users_on_account_id ON account_users (account_id);
CREATE INDEX index_account_users_on_agent_capacity_policy_id ON account_users (agent_capacity_policy_id);
CREATE INDEX index_account_users_on_custom_role_id ON account_users (custom_role_id);
CREATE INDEX index_account_users_on_user_id ON account_users (user_id);
CREATE TABLE accounts (
  id serial PRIMARY KEY,
  name varchar NOT NULL,
  created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL,
  locale integer DEFAULT 0,
  domain varchar(100),
  support_email varchar(100),
  feature_flags bigint DEFAULT 0 NOT NULL,
  auto_resolve_duration integer,
  limits jsonb DEFAULT '{}',
  custom_attributes jsonb DEFAULT '{}',
  status integer DEFAULT 0,
  internal_attributes jsonb DEFAULT '{}' NOT NULL,
  settings jsonb DEFAULT '{}'
);
CREATE INDEX index_accounts_on_status ON accounts (status);
CREATE TABLE agent_bot_inboxes (
  id bigserial PRIMARY KEY,
  inbox_id integer,
  agent_bot_id integer,
  status integer DEFAULT 0,
  created_at timestamp(6) NOT NULL,
  updated_at timestamp(6) NOT NULL,
  account_id integer
);
CREATE TABLE agent_bots (
  id bigserial PRIMARY KEY,
  name varchar,
  description varchar,
  outgoing_url varchar,
  created_at timestamp(6) NOT NULL,
  updated_at timestamp(6) NOT NULL,
  account_id bigint,
  bot_type integer DEFAULT 0,
  bot_config jsonb DEFAULT '{}',
  secret varchar
);
CREATE INDEX index_agent_bots_on_account_id ON agent_bots (account_id);
CREATE TABLE applied_slas (
  id bigserial PRIMARY KEY,
  account_id bigint NOT NULL,
  sla_policy_id bigint NOT NULL,
  conversation_id bigint NOT NULL,
  created_at timestamp(6) NOT NULL,
  updated_at timestamp(6) NOT NULL,
  sla_status integer DEFAULT 0
);
CREATE UNIQUE INDEX index_applied_slas_on_account_sla_policy_conversation ON applied_slas (account_id, sla_policy_id, conversation_id);
CREATE INDEX index_applied_slas_on_account_id ON applied_slas (account_id);
CREATE INDEX index_applied_slas_on_conversation_id ON applied_slas (conversation_id);
CREATE INDEX index_applied_slas_on_sla_policy_id ON applied_slas (sla_policy_id);
CREATE TABLE channel_web_widgets (
  id serial PRIMARY KEY,
  website_url varchar,
  account_id integer,
  created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL,
  website_token varchar,
  widget_color varchar DEFAULT '#1f93ff',
  welcome_title varchar,
  welcome_tagline varchar,
  feature_flags integer DEFAULT 7 NOT NULL,
  reply_time integer DEFAULT 0,
  hmac_token varchar,
  pre_chat_form_enabled boolean DEFAULT false,
  pre_chat_form_options jsonb DEFAULT '{}',
  hmac_mandatory boolean DEFAULT false,
  continuity_via_email boolean DEFAULT true NOT NULL,
  allowed_domains text DEFAULT ''
);
CREATE UNIQUE INDEX index_channel_web_widgets_on_hmac_token ON channel_web_widgets (hmac_token);
CREATE UNIQUE INDEX index_channel_web_widgets_on_website_token ON channel_web_widgets (website_token);
CREATE TABLE contact_inboxes (
  id bigserial PRIMARY KEY,
  contact_id bigint,
  inbox_id bigint,
  source_id text NOT NULL,
  created_at timestamp(6) NOT NULL,
  updated_at timestamp(6) NOT NULL,
  hmac_verified boolean DEFAULT false,
  pubsub_token varchar
);
CREATE INDEX index_contact_inboxes_on_contact_id ON contact_inboxes (contact_id);
CREATE UNIQUE INDEX index_contact_inboxes_on_inbox_id_and_source_id ON contact_inboxes (inbox_id, source_id);
CREATE INDEX index_contact_inboxes_on_inbox_id ON contact_inboxes (inbox_id);
CREATE UNIQUE INDEX index_contact_inboxes_on_pubsub_token ON contact_inboxes (pubsub_token);
CREATE INDEX index_contact_inboxes_on_source_id ON contact_inboxes (source_id);
CREATE TABLE contacts (
  id serial PRIMARY KEY,
  name varchar DEFAULT '',
  email varchar,
  phone_number varchar,
  account_id integer NOT NULL,
  created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL,
  additional_attributes jsonb DEFAULT '{}',
  identifier varchar,
  custom_attributes jsonb DEFAULT '{}',
  last_activity_at timestamp,
  contact_type integer DEFAULT 0,
  middle_name varchar DEFAULT '',
  last_name varchar DEFAULT '',
  location varchar DEFAULT '',
  country_code varchar DEFAULT '',
  blocked boolean DEFAULT false NOT NULL,
  company_id bigint
);
CREATE INDEX index_contacts_on_lower_email_account_id ON contacts (lower((email)::text), account_id);
CREATE INDEX index_contacts_on_account_id_and_contact_type ON contacts (account_id, contact_type);
CREATE INDEX index_contacts_on_nonempty_fields ON contacts (account_id, email, phone_number, identifier) WHERE (((email)::text <> ''::text) OR ((phone_number)::text <> ''::text) OR ((identifier)::text <> ''::text));
CREATE INDEX index_contacts_on_account_id_and_last_activity_at ON contacts (account_id, last_activity_at DESC NULLS LAST);
CREATE INDEX index_contacts_on_account_id ON contacts (account_id);
CREATE INDEX index_resolved_contact_account_id ON contacts (account_id) WHERE (((email)::text <> ''::text) OR ((phone_number)::text <> ''::text) OR ((identifier)::text <> ''::text));
CREATE INDEX index_contacts_on_blocked ON contacts (blocked);
CREATE INDEX index_contacts_on_company_id ON contacts (company_id);
CREATE UNIQUE INDEX uniq_email_per_account_contact ON contacts (email, account_id);
CREATE UNIQUE INDEX uniq_identifier_per_account_contact ON contacts (identifier, account_id);
CREATE INDEX index_contacts_on_phone_number_and_account_id ON contacts (phone_number, account_id);
CREATE TABLE conversation_participants (
  id bigserial PRIMARY KEY,
  account_id bigint NOT NULL,
  user_id bigint NOT NULL,
  conversation_id bigint NOT NULL,
  created_at timestamp(6) NOT NULL,
  updated_at timestamp(6) NOT NULL
);
CREATE INDEX index_conversation_participants_on_account_id ON conversation_participants (account_id);
CREATE INDEX index_conversation_participants_on_conversation_id ON conversation_participants (conversation_id);
CREATE UNIQUE INDEX index_conversation_participants_on_user_id_and_conversation_id ON conversation_participants (user_id, conversation_id);
CREATE INDEX index_conversation_participants_on_user_id ON conversation_participants (user_id);
CREATE TABLE conversations (
  id serial PRIMARY KEY,
  account_id integer NOT NULL,
  inbox_id integer NOT NULL,
  status integer DEFAULT 0 NOT NULL,
  assignee_id integer,
  created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL,
  contact_id bigint,
  display_id integer NOT NULL,
  contact_last_seen_at timestamp,
  agent_last_seen_at timestamp,
  additional_attributes jsonb DEFAULT '{}',
  contact_inbox_id bigint,
  uuid uuid DEFAULT gen_random_uuid() NOT NULL,
  identifier varchar,
  last_activity_at timestamp DEFAULT CURRENT_TIMESTAMP NOT NULL,
  team_id bigint,
  campaign_id bigint,
  snoozed_until timestamp,
  custom_attributes jsonb DEFAULT '{}',
  assignee_last_seen_at timestamp,
  first_reply_created_at timestamp,
  priority integer,
  sla_policy_id bigint,
  waiting_since timestamp(6),
  cached_label_list text,
  assignee_agent_bot_id bigint
);
CREATE UNIQUE INDEX index_conversations_on_account_id_and_display_id ON conversations (account_id, display_id);
CREATE INDEX index_conversations_on_id_and_account_id ON conversations (account_id, id);
CREATE INDEX conv_acid_inbid_stat_asgnid_idx ON conversations (account_id, inbox_id, status, assignee_id);
CREATE INDEX index_conversations_on_account_id ON conversations (account_id);
CREATE INDEX index_conversations_on_assignee_id_and_account_id ON conversations (assignee_id, account_id);
CREATE INDEX index_conversations_on_campaign_id ON conversations (campaign_id);
CREATE INDEX index_conversations_on_contact_id ON conversations (contact_id);
CREATE INDEX index_conversations_on_contact_inbox_id ON conversations (contact_inbox_id);
CREATE INDEX index_conversations_on_first_reply_created_at ON conversations (first_reply_created_at);
CREATE INDEX index_conversations_on_identifier_and_account_id ON conversations (identifier, account_id);
CREATE INDEX index_conversations_on_inbox_id ON conversations (inbox_id);
CREATE INDEX index_conversations_on_priority ON conversations (priority);
CREATE INDEX index_conversations_on_status_and_account_id ON conversations (status, account_id);
CREATE INDEX index_conversations_on_status_and_priority ON conversations (status, priority);
CREATE INDEX index_conversations_on_team_id ON conversations (team_id);
CREATE UNIQUE INDEX index_conversations_on_uuid ON conversations (uuid);
CREATE INDEX index_conversations_on_waiting_since ON conversations (waiting_since);
CREATE TABLE csat_survey_responses (
  id bigserial PRIMARY KEY,
  account_id bigint NOT NULL,
  conversation_id bigint NOT NULL,
  message_id bigint NOT NULL,
  rating integer NOT NULL,
  feedback_message text,
  contact_id bigint NOT NULL,
  assigned_agent_id bigint,
  created_at timestamp(6) NOT NULL,
  updated_at timestamp(6) NOT NULL,
  csat_review_notes text,
  review_notes_updated_at timestamp(6),
  review_notes_updated_by_id bigint
);
CREATE INDEX index_csat_survey_responses_on_account_id ON csat_survey_responses (account_id);
CREATE INDEX index_csat_survey_responses_on_assigned_agent_id ON csat_survey_responses (assigned_agent_id);
CREATE INDEX index_csat_survey_responses_on_contact_id ON csat_survey_responses (contact_id);
CREATE INDEX index_csat_survey_responses_on_conversation_id ON csat_survey_responses (conversation_id);
CREATE UNIQUE INDEX index_csat_survey_responses_on_message_id ON csat_survey_responses (message_id);
CREATE INDEX index_csat_survey_responses_on_review_notes_updated_by_id ON csat_survey_responses (review_notes_updated_by_id);
CREATE TABLE inbox_members (
  id serial PRIMARY KEY,
  user_id integer NOT NULL,
  inbox_id integer NOT NULL,
  created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL
);
CREATE UNIQUE INDEX index_inbox_members_on_inbox_id_and_user_id ON inbox_members (inbox_id, user_id);
CREATE INDEX index_inbox_members_on_inbox_id ON inbox_members (inbox_id);
CREATE TABLE inboxes (
  id serial PRIMARY KEY,
  channel_id integer NOT NULL,
  account_id integer NOT NULL,
  name varchar NOT NULL,
  created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL,
  channel_type varchar,
  enable_auto_assignment boolean DEFAULT true,
  greeting_enabled boolean DEFAULT false,
  greeting_message varchar,
  email_address varchar,
  working_hours_enabled boolean DEFAULT false,
  out_of_office_message varchar,
  timezone varchar DEFAULT 'UTC',
  enable_email_collect boolean DEFAULT true,
  csat_survey_enabled boolean DEFAULT false,
  allow_messages_after_resolved boolean DEFAULT true,
  auto_assignment_config jsonb DEFAULT '{}',
  lock_to_single_conversation boolean DEFAULT false NOT NULL,
  portal_id bigint,
  sender_name_type integer DEFAULT 0 NOT NULL,
  business_name varchar,
  csat_config jsonb DEFAULT '{}' NOT NULL
);
CREATE INDEX index_inboxes_on_account_id ON inboxes (account_id);
CREATE INDEX index_inboxes_on_channel_id_and_channel_type ON inboxes (channel_id, channel_type);
CREATE INDEX index_inboxes_on_portal_id ON inboxes (portal_id);
CREATE TABLE labels (
  id bigserial PRIMARY KEY,
  title varchar,
  description text,
  color varchar DEFAULT '#1f93ff' NOT NULL,
  show_on_sidebar boolean,
  account_id bigint,
  created_at timestamp(6) NOT NULL,
  updated_at timestamp(6) NOT NULL
);
CREATE INDEX index_labels_on_account_id ON labels (account_id);
CREATE UNIQUE INDEX index_labels_on_title_and_account_id ON labels (title, account_id);
CREATE TABLE mentions (
  id bigserial PRIMARY KEY,
  user_id bigint NOT NULL,
  conversation_id bigint NOT NULL,
  account_id bigint NOT NULL,
  mentioned_at timestamp NOT NULL,
  created_at timestamp(6) NOT NULL,
  updated_at timestamp(6) NOT NULL
);
CREATE INDEX index_mentions_on_account_id ON mentions (account_id);
CREATE INDEX index_mentions_on_conversation_id ON mentions (conversation_id);
CREATE UNIQUE INDEX index_mentions_on_user_id_and_conversation_id ON mentions (user_id, conversation_id);
CREATE INDEX index_mentions_on_user_id ON mentions (user_id);
CREATE TABLE messages (
  id serial PRIMARY KEY,
  content text,
  account_id integer NOT NULL,
  inbox_id integer NOT NULL,
  conversation_id integer NOT NULL,
  message_type integer NOT NULL,
  created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL,
  private boolean DEFAULT false NOT NULL,
  status integer DEFAULT 0,
  source_id text,
  content_type integer DEFAULT 0 NOT NULL,
  content_attributes json DEFAULT '{}',
  sender_type varchar,
  sender_id bigint,
  external_source_ids jsonb DEFAULT '{}',
  additional_attributes jsonb DEFAULT '{}',
  processed_message_content text,
  sentiment jsonb DEFAULT '{}'
);
CREATE INDEX index_messages_on_additional_attributes_campaign_id ON messages USING gin (((additional_attributes -> 'campaign_id'::text)));
CREATE INDEX idx_messages_account_content_created ON messages (account_id, content_type, created_at);
CREATE INDEX index_messages_on_account_created_type ON messages (account_id, created_at, message_type);
CREATE INDEX index_messages_on_account_id_and_inbox_id ON messages (account_id, inbox_id);
CREATE INDEX index_messages_on_account_id ON messages (account_id);
CREATE INDEX index_messages_on_conversation_account_type_created ON messages (conversation_id, account_id, message_type, created_at);
CREATE INDEX index_messages_on_conversation_id ON messages (conversation_id);
CREATE INDEX index_messages_on_created_at ON messages (created_at);
CREATE INDEX index_messages_on_inbox_id ON messages (inbox_id);
CREATE INDEX index_messages_on_sender_type_and_sender_id ON messages (sender_type, sender_id);
CREATE INDEX index_messages_on_source_id ON messages (source_id);
CREATE TABLE reporting_events (
  id bigserial PRIMARY KEY,
  name varchar,
  value double precision,
  account_id integer,
  inbox_id integer,
  user_id integer,
  conversation_id integer,
  created_at timestamp(6) NOT NULL,
  updated_at timestamp(6) NOT NULL,
  value_in_business_hours double precision,
  event_start_time timestamp,
  event_end_time timestamp
);
CREATE INDEX reporting_events__account_id__name__created_at ON reporting_events (account_id, name, created_at);
CREATE INDEX index_reporting_events_for_response_distribution ON reporting_events (account_id, name, inbox_id, created_at);
CREATE INDEX index_reporting_events_on_account_id ON reporting_events (account_id);
CREATE INDEX index_reporting_events_on_conversation_id ON reporting_events (conversation_id);
CREATE INDEX index_reporting_events_on_created_at ON reporting_events (created_at);
CREATE INDEX index_reporting_events_on_inbox_id ON reporting_events (inbox_id);
CREATE INDEX index_reporting_events_on_name ON reporting_events (name);
CREATE INDEX index_reporting_events_on_user_id ON reporting_events (user_id);
CREATE TABLE reporting_events_rollups (
  id bigserial PRIMARY KEY,
  account_id integer NOT NULL,
  date date NOT NULL,
  dimension_type varchar NOT NULL,
  dimension_id bigint NOT NULL,
  metric varchar NOT NULL,
  count bigint DEFAULT 0 NOT NULL,
  sum_value double precision DEFAULT 0.0 NOT NULL,
  sum_value_business_hours double precision DEFAULT 0.0 NOT NULL,
  created_at timestamp(6) NOT NULL,
  updated_at timestamp(6) NOT NULL
);
CREATE UNIQUE INDEX index_rollup_unique_key ON reporting_events_rollups (account_id, date, dimension_type, dimension_id, metric);
CREATE INDEX index_rollup_summary ON reporting_events_rollups (account_id, dimension_type, date);
CREATE INDEX index_rollup_timeseries ON reporting_events_rollups (account_id, metric, date);
CREATE TABLE sla_events (
  id bigserial PRIMARY KEY,
  applied_sla_id bigint NOT NULL,
  conversation_id bigint NOT NULL,
  account_id bigint NOT NULL,
  sla_policy_id bigint NOT NULL,
  inbox_id bigint NOT NULL,
  event_type integer,
  meta jsonb DEFAULT '{}',
  created_at timestamp(6) NOT NULL,
  updated_at timestamp(6) NOT NULL
);
CREATE INDEX index_sla_events_on_account_id ON sla_events (account_id);
CREATE INDEX index_sla_events_on_applied_sla_id ON sla_events (applied_sla_id);
CREATE INDEX index_sla_events_on_conversation_id ON sla_events (conversation_id);
CREATE INDEX index_sla_events_on_inbox_id ON sla_events (inbox_id);
CREATE INDEX index_sla_events_on_sla_policy_id ON sla_events (sla_policy_id);
CREATE TABLE sla_policies (
  id bigserial PRIMARY KEY,
  name varchar NOT NULL,
  first_response_time_threshold double precision,
  next_response_time_threshold double precision,
  only_during_business_hours boolean DEFAULT false,
  account_id bigint NOT NULL,
  created_at timestamp(6) NOT NULL,
  updated_at timestamp(6) NOT NULL,
  description varchar,
  resolution_time_threshold double precision
);
CREATE INDEX index_sla_policies_on_account_id ON sla_policies (account_id);
CREATE TABLE team_members (
  id bigserial PRIMARY KEY,
  team_id bigint NOT NULL,
  user_id bigint NOT NULL,
  created_at timestamp(6) NOT NULL,
  updated_at timestamp(6) NOT NULL
);
CREATE UNIQUE INDEX index_team_members_on_team_id_and_user_id ON team_members (team_id, user_id);
CREATE INDEX index_team_members_on_team_id ON team_members (team_id);
CREATE INDEX index_team_members_on_user_id ON team_members (user_id);
CREATE TABLE teams (
  id bigserial PRIMARY KEY,
  name varchar NOT NULL,
  description text,
  allow_auto_assign boolean DEFAULT true,
  account_id bigint NOT NULL,
  created_at timestamp(6) NOT NULL,
  updated_at timestamp(6) NOT NULL
);
CREATE INDEX index_teams_on_account_id ON teams (account_id);
CREATE UNIQUE INDEX index_teams_on_name_and_account_id ON teams (name, account_id);
CREATE TABLE users (
  id serial PRIMARY KEY,
  provider varchar DEFAULT 'email' NOT NULL,
  uid varchar DEFAULT '' NOT NULL,
  encrypted_password varchar DEFAULT '' NOT NULL,
  reset_password_token varchar,
  reset_password_sent_at timestamp,
  remember_created_at timestamp,
  sign_in_count integer DEFAULT 0 NOT NULL,
  current_sign_in_at timestamp,
  last_sign_in_at timestamp,
  current_sign_in_ip varchar,
  last_sign_in_ip varchar,
  confirmation_token varchar,
  confirmed_at timestamp,
  confirmation_sent_at timestamp,
  unconfirmed_email varchar,
  name varchar NOT NULL,
  display_name varchar,
  email varchar,
  tokens json,
  created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL,
  pubsub_token varchar,
  availability integer DEFAULT 0,
  ui_settings jsonb DEFAULT '{}',
  custom_attributes jsonb DEFAULT '{}',
  type varchar,
  message_signature text,
  otp_secret varchar,
  consumed_timestep integer,
  otp_required_for_login boolean DEFAULT false,
  otp_backup_codes text
);
CREATE INDEX index_users_on_email ON users (email);
CREATE INDEX index_users_on_otp_required_for_login ON users (otp_required_for_login);
CREATE UNIQUE INDEX index_users_on_otp_secret ON users (otp_secret);
CREATE UNIQUE INDEX index_users_on_pubsub_token ON users (pubsub_token);
CREATE UNIQUE INDEX index_users_on_reset_password_token ON users (reset_password_token);
CREATE UNIQUE INDEX index_users_on_uid_and_provider ON users (uid, provider);
CREATE TABLE webhooks (
  id bigserial PRIMARY KEY,
  account_id integer,
  inbox_id integer,
  url text,
  created_at timestamp(6) NOT NULL,
  updated_at timestamp(6) NOT NULL,
  webhook_type integer DEFAULT 0,
  subscriptions jsonb DEFAULT '["conversation_status_changed", "conversation_updated", "conversation_created", "contact_created", "contact_updated", "message_created", "message_updated", "webwidget_triggered"]',
  name varchar,
  secret varchar
);
CREATE UNIQUE INDEX index_webhooks_on_account_id_and_url ON webhooks (account_id, url);
CREATE TABLE working_hours (
  id bigserial PRIMARY KEY,
  inbox_id bigint,
  account_id bigint,
  day_of_week integer NOT NULL,
  closed_all_day boolean DEFAULT false,
  open_hour integer,
  open_minutes integer,
  close_hour integer,
  close_minutes integer,
  created_at timestamp(6) NOT NULL,
  updated_at timestamp(6) NOT NULL,
  open_all_day boolean DEFAULT false
);
CREATE INDEX index_working_hours_on_account_id ON working_hours (account_id);
CREATE INDEX index_working_hours_on_inbox_id ON working_hours (inbox_id);
CREATE OR REPLACE FUNCTION accounts_after_insert_row_tr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN EXECUTE format('create sequence IF NOT EXISTS conv_dpid_seq_%s', NEW.id); RETURN NULL; END $$;
CREATE TRIGGER accounts_after_insert_row_tr AFTER INSERT ON accounts FOR EACH ROW EXECUTE PROCEDURE accounts_after_insert_row_tr();
CREATE OR REPLACE FUNCTION conversations_before_insert_row_tr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.display_id := nextval('conv_dpid_seq_' || NEW.account_id); RETURN NEW; END $$;
CREATE TRIGGER conversations_before_insert_row_tr BEFORE INSERT ON conversations FOR EACH ROW EXECUTE PROCEDURE conversations_before_insert_row_tr();
