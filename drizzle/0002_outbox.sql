CREATE TABLE "dialog_outbox" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"at" timestamp(6) NOT NULL,
	"kind" text NOT NULL,
	"operation" text NOT NULL,
	"account_id" bigint NOT NULL,
	"conversation_id" bigint NOT NULL,
	"row_id" bigint NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"row" jsonb
);
--> statement-breakpoint
CREATE INDEX "dialog_outbox_by_conversation" ON "dialog_outbox" USING btree ("account_id","conversation_id");