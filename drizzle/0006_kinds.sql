CREATE TYPE "dialog_kind" AS ENUM('chat', 'offline', 'missed', 'bounce', 'rejected_invitation', 'skip');--> statement-breakpoint
CREATE TABLE "dialog_classifications" (
	"account_id" bigint NOT NULL,
	"dialog_id" bigint NOT NULL,
	"kinds" "dialog_kind"[] DEFAULT '{}' NOT NULL,
	"presence_known" boolean NOT NULL,
	"departed_at" timestamp(6),
	"waited_seconds" double precision,
	"departed_assignee_id" bigint,
	"departed_team_id" bigint,
	"answered_at" timestamp(6),
	"answer_wait_seconds" double precision,
	"reason" text NOT NULL,
	"decided_at" timestamp(6) NOT NULL,
	CONSTRAINT "dialog_classifications_account_id_dialog_id_pk" PRIMARY KEY("account_id","dialog_id"),
	CONSTRAINT "dialog_classifications_kinds_are_a_set" CHECK (kinds = array_remove(ARRAY[CASE WHEN 'chat' = ANY (kinds) THEN 'chat'::dialog_kind END, CASE WHEN 'offline' = ANY (kinds) THEN 'offline'::dialog_kind END, CASE WHEN 'missed' = ANY (kinds) THEN 'missed'::dialog_kind END, CASE WHEN 'bounce' = ANY (kinds) THEN 'bounce'::dialog_kind END, CASE WHEN 'rejected_invitation' = ANY (kinds) THEN 'rejected_invitation'::dialog_kind END, CASE WHEN 'skip' = ANY (kinds) THEN 'skip'::dialog_kind END], NULL)),
	CONSTRAINT "dialog_classifications_offline_alone" CHECK (NOT 'offline' = ANY (kinds) OR kinds <@ '{offline,skip}'::dialog_kind[]),
	CONSTRAINT "dialog_classifications_missed_or_bounce" CHECK (NOT ('missed' = ANY (kinds) AND 'bounce' = ANY (kinds))),
	CONSTRAINT "dialog_classifications_rejected_alone" CHECK (NOT 'rejected_invitation' = ANY (kinds) OR kinds <@ '{rejected_invitation,skip}'::dialog_kind[]),
	CONSTRAINT "dialog_classifications_missed_by_presence" CHECK (NOT 'missed' = ANY (kinds) OR (presence_known AND departed_at IS NOT NULL AND waited_seconds IS NOT NULL))
);
--> statement-breakpoint
CREATE TABLE "dialog_presence" (
	"account_id" bigint NOT NULL,
	"contact_id" bigint NOT NULL,
	"inbox_id" bigint DEFAULT 0 NOT NULL,
	"session" text NOT NULL,
	"online_from" timestamp(6) NOT NULL,
	"last_sign_at" timestamp(6) NOT NULL,
	"has_left" boolean DEFAULT false NOT NULL,
	"signs" timestamp(6)[] NOT NULL,
	CONSTRAINT "dialog_presence_pk" PRIMARY KEY("account_id","contact_id","inbox_id","session","online_from"),
	CONSTRAINT "dialog_presence_in_order" CHECK (last_sign_at >= online_from)
);
--> statement-breakpoint
CREATE TABLE "dialog_skips" (
	"account_id" bigint NOT NULL,
	"dialog_id" bigint NOT NULL,
	"at" timestamp(6) NOT NULL,
	"skip" boolean NOT NULL,
	"token" text NOT NULL,
	"token_name" text,
	"reason" text,
	CONSTRAINT "dialog_skips_account_id_dialog_id_at_pk" PRIMARY KEY("account_id","dialog_id","at")
);
--> statement-breakpoint
CREATE TABLE "dialog_teams" (
	"account_id" bigint NOT NULL,
	"dialog_id" bigint NOT NULL,
	"at" timestamp(6) NOT NULL,
	"team_id" bigint,
	CONSTRAINT "dialog_teams_account_id_dialog_id_at_pk" PRIMARY KEY("account_id","dialog_id","at")
);
--> statement-breakpoint
ALTER TABLE "dialog_api_tokens" DROP CONSTRAINT "dialog_api_tokens_role_known";--> statement-breakpoint
ALTER TABLE "dialog_api_tokens" ADD COLUMN "inbox_id" bigint;--> statement-breakpoint
ALTER TABLE "dialog_facts" ADD COLUMN "started_team_id" bigint;--> statement-breakpoint
ALTER TABLE "dialog_facts" ADD COLUMN "bounce_timeout" integer DEFAULT 60 NOT NULL;--> statement-breakpoint
ALTER TABLE "dialog_facts" ADD COLUMN "presence_capable" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "dialog_facts" ADD COLUMN "agents_online" boolean;--> statement-breakpoint
CREATE INDEX "dialog_classifications_offline" ON "dialog_classifications" USING btree ("account_id","dialog_id") WHERE 'offline' = ANY (kinds);--> statement-breakpoint
CREATE INDEX "dialog_classifications_missed" ON "dialog_classifications" USING btree ("account_id","dialog_id") WHERE 'missed' = ANY (kinds);--> statement-breakpoint
CREATE INDEX "dialog_classifications_bounce" ON "dialog_classifications" USING btree ("account_id","dialog_id") WHERE 'bounce' = ANY (kinds);--> statement-breakpoint
CREATE INDEX "dialog_classifications_rejected_invitation" ON "dialog_classifications" USING btree ("account_id","dialog_id") WHERE 'rejected_invitation' = ANY (kinds);--> statement-breakpoint
CREATE INDEX "dialog_classifications_skip" ON "dialog_classifications" USING btree ("account_id","dialog_id") WHERE 'skip' = ANY (kinds);--> statement-breakpoint
ALTER TABLE "dialog_api_tokens" ADD CONSTRAINT "dialog_api_tokens_inbox_of_presence" CHECK (inbox_id IS NULL OR role = 'presence');--> statement-breakpoint
ALTER TABLE "dialog_api_tokens" ADD CONSTRAINT "dialog_api_tokens_role_known" CHECK (role IN ('reader', 'writer', 'administrator', 'presence'));--> statement-breakpoint
ALTER TABLE "dialog_facts" ADD CONSTRAINT "dialog_facts_bounce_timeout_bounded" CHECK (bounce_timeout BETWEEN 0 AND 86400);