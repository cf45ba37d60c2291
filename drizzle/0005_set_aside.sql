CREATE TABLE "dialog_outbox_aside" (
	"account_id" bigint NOT NULL,
	"conversation_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"set_aside_at" timestamp(6) NOT NULL,
	"error" text NOT NULL,
	"change" jsonb NOT NULL,
	CONSTRAINT "dialog_outbox_aside_account_id_conversation_id_id_pk" PRIMARY KEY("account_id","conversation_id","id")
);
