-- The tables of a host at v2.2.1, as found: the last with the event table `events`.
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
  auto_offline boolean DEFAULT true NOT NULL
);
CREATE UNIQUE INDEX uniq_user_id_per_account_id ON account_users (account_id, user_id);
CREATE INDEX index_account_users_on_account_id ON account_users (account_id);
CREATE INDEX index_account_users_on_user_id ON account_users (user_id);
CREATE TABLE accounts (
  id serial PRIMARY KEY,
  name varchar NOT NULL,
  created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL,
  locale integer DEFAULT 0,
  domain varchar(100),
  support_email varchar(100),
  settings_flags integer DEFAULT 0 NOT NULL,
  feature_flags integer DEFAULT 0 NOT NULL,
  auto_resolve_duration integer,
  limits jsonb DEFAULT '{}'
);
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
  account_id bigint
);
CREATE INDEX index_agent_bots_on_account_id ON agent_bots (account_id);
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
  feature_flags integer DEFAULT 3 NOT NULL,
  reply_time integer DEFAULT 0,
  hmac_token varchar,
  pre_chat_form_enabled boolean DEFAULT false,
  pre_chat_form_options jsonb DEFAULT '{}',
  hmac_mandatory boolean DEFAULT false,
  continuity_via_email boolean DEFAULT true NOT NULL
);
CREATE UNIQUE INDEX index_channel_web_widgets_on_hmac_token ON channel_web_widgets (hmac_token);
CREATE UNIQUE INDEX index_channel_web_widgets_on_website_token ON channel_web_widgets (website_token);
CREATE TABLE contact_inboxes (
  id bigserial PRIMARY KEY,
  contact_id bigint,
  inbox_id bigint,
  source_id varchar NOT NULL,
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
  name varchar,
  email varchar,
  phone_number varchar,
  account_id integer NOT NULL,
  created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL,
  pubsub_token varchar,
  additional_attributes jsonb DEFAULT '{}',
  identifier varchar,
  custom_attributes jsonb DEFAULT '{}',
  last_activity_at timestamp
);
CREATE INDEX index_contacts_on_account_id ON contacts (account_id);
CREATE UNIQUE INDEX uniq_email_per_account_contact ON contacts (email, account_id);
CREATE UNIQUE INDEX uniq_identifier_per_account_contact ON contacts (identifier, account_id);
CREATE INDEX index_contacts_on_phone_number_and_account_id ON contacts (phone_number, account_id);
CREATE UNIQUE INDEX index_contacts_on_pubsub_token ON contacts (pubsub_token);
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
  assignee_last_seen_at timestamp
);
CREATE UNIQUE INDEX index_conversations_on_account_id_and_display_id ON conversations (account_id, display_id);
CREATE INDEX index_conversations_on_account_id ON conversations (account_id);
CREATE INDEX index_conversations_on_assignee_id_and_account_id ON conversations (assignee_id, account_id);
CREATE INDEX index_conversations_on_campaign_id ON conversations (campaign_id);
CREATE INDEX index_conversations_on_contact_inbox_id ON conversations (contact_inbox_id);
CREATE INDEX index_conversations_on_status_and_account_id ON conversations (status, account_id);
CREATE INDEX index_conversations_on_team_id ON conversations (team_id);
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
  updated_at timestamp(6) NOT NULL
);
CREATE INDEX index_csat_survey_responses_on_account_id ON csat_survey_responses (account_id);
CREATE INDEX index_csat_survey_responses_on_assigned_agent_id ON csat_survey_responses (assigned_agent_id);
CREATE INDEX index_csat_survey_responses_on_contact_id ON csat_survey_responses (contact_id);
CREATE INDEX index_csat_survey_responses_on_conversation_id ON csat_survey_responses (conversation_id);
CREATE UNIQUE INDEX index_csat_survey_responses_on_message_id ON csat_survey_responses (message_id);
CREATE TABLE events (
  id bigserial PRIMARY KEY,
  name varchar,
  value double precision,
  account_id integer,
  inbox_id integer,
  user_id integer,
  conversation_id integer,
  created_at timestamp(6) NOT NULL,
  updated_at timestamp(6) NOT NULL
);
CREATE INDEX index_events_on_account_id ON events (account_id);
CREATE INDEX index_events_on_created_at ON events (created_at);
CREATE INDEX index_events_on_inbox_id ON events (inbox_id);
CREATE INDEX index_events_on_name ON events (name);
CREATE INDEX index_events_on_user_id ON events (user_id);
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
  allow_messages_after_resolved boolean DEFAULT true
);
CREATE INDEX index_inboxes_on_account_id ON inboxes (account_id);
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
  private boolean DEFAULT false,
  status integer DEFAULT 0,
  source_id varchar,
  content_type integer DEFAULT 0 NOT NULL,
  content_attributes json DEFAULT '{}',
  sender_type varchar,
  sender_id bigint,
  external_source_ids jsonb DEFAULT '{}'
);
CREATE INDEX index_messages_on_account_id ON messages (account_id);
CREATE INDEX index_messages_on_conversation_id ON messages (conversation_id);
CREATE INDEX index_messages_on_inbox_id ON messages (inbox_id);
CREATE INDEX index_messages_on_sender_type_and_sender_id ON messages (sender_type, sender_id);
CREATE INDEX index_messages_on_source_id ON messages (source_id);
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
  message_signature text
);
CREATE INDEX index_users_on_email ON users (email);
CREATE UNIQUE INDEX index_users_on_pubsub_token ON users (pubsub_token);
CREATE UNIQUE INDEX index_users_on_reset_password_token ON users (reset_password_token);
CREATE UNIQUE INDEX index_users_on_uid_and_provider ON users (uid, provider);
CREATE TABLE webhooks (
  id bigserial PRIMARY KEY,
  account_id integer,
  inbox_id integer,
  url varchar,
  created_at timestamp(6) NOT NULL,
  updated_at timestamp(6) NOT NULL,
  webhook_type integer DEFAULT 0
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
