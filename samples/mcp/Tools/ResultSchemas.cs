using System.Text.Json;

namespace RepoTickets.Mcp.Tools;

/// <summary>The forms of what tools answer. Members may be added, so none is forbidden.</summary>
internal static class ResultSchemas
{
    private const string Summary = """
        {"type": "object", "properties": {
          "id": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "string"}, "priority": {"type": "string"},
          "labels": {"type": "array", "items": {"type": "string"}}, "assignee": {"type": ["string", "null"]},
          "reporter": {"type": "string"},
          "epic_id": {"type": ["string", "null"]}, "created_at": {"type": "string"}, "updated_at": {"type": "string"}},
         "required": ["id", "title", "status", "priority", "labels", "assignee", "reporter", "epic_id", "created_at", "updated_at"]}
        """;

    private const string Cut = """
        {"type": "array", "items": {"type": "object", "properties": {
          "path": {"type": "string"}, "shown": {"type": "integer"}, "total": {"type": "integer"}}, "required": ["path", "shown", "total"]}}
        """;

    private const string Tickets = $$$"""
        "total": {"type": ["integer", "null"]}, "items": {"type": "array", "items": {{{Summary}}}}, "count": {"type": "integer"},
        "next_cursor": {"type": ["string", "null"], "description": "Give it as cursor for what follows; null at the end."},
        "faults": {"type": "array", "items": {"type": "object"}}, "faults_total": {"type": "integer"}
        """;

    private const string Ticket = $$$"""
        "document_version": {"type": "string"}, "item": {"type": "object"}, "cut": {{{Cut}}}
        """;

    private const string Change = $$$"""
        "action": {"type": "string"}, "document": {"type": "string"}, "id": {"type": "string"},
        "document_version": {"type": "string"}, "item": {{{Summary}}}
        """;

    private const string Claim = $$$"""
        "action": {"type": "string"}, "document": {"type": "string"}, "id": {"type": ["string", "null"]}, "holder": {"type": "string"},
        "token": {"type": "integer"}, "expires_at": {"type": "string"}, "document_version": {"type": "string"}, "item": {{{Summary}}}
        """;

    private const string Workflows = $$$"""
        "item": {"type": "object"}, "progress": {"type": "object"}, "waits_for": {"type": "array", "items": {"type": "string"}},
        "cut": {{{Cut}}},
        "total": {"type": ["integer", "null"]}, "items": {"type": "array", "items": {"type": "object"}}, "count": {"type": "integer"},
        "next_cursor": {"type": ["string", "null"]}
        """;

    internal static JsonElement Of(string tool) => tool switch
    {
        "list_tickets" or "query_tickets" or "search_tickets" or "ready_tickets" =>
            Make(["tickets"], Tickets, "items", "count", "next_cursor"),
        "show_ticket" => Make(["ticket"], Ticket, "document_version", "item", "cut"),
        "claim_next" or "renew_claim" => Make(["claim"], Claim, "action", "id"),
        "workflow_status" => Make(["workflow", "workflows"], Workflows),
        _ => Make(["change"], Change, "action", "document", "id", "document_version", "item"),
    };

    private static JsonElement Make(string[] kinds, string members, params string[] required) => JsonElement.Parse($$$"""
        {"type": "object", "properties": {"kind": {"enum": {{{JsonSerializer.Serialize(kinds)}}}},
         "version": {"const": {{{JsonShape.Version}}}}, {{{members}}}},
         "required": {{{JsonSerializer.Serialize(required.Prepend("kind").Prepend("version"))}}}}
        """);
}
