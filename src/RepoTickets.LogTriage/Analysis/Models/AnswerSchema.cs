using System.Text.Json;
using Microsoft.Extensions.AI;

namespace RepoTickets.LogTriage.Models;

/// <summary>
/// The form of an answer as a JSON schema, in the subset that models commonly take: every key required, no others, no bounds. The bounds
/// are checked here.
/// </summary>
internal static class AnswerSchema
{
    private static readonly JsonElement Schema = JsonDocument.Parse(
        """
        {"type":"object","properties":{"error_type":{"type":"string"},"create_ticket":{"type":"boolean"},"ticket_title":{"type":"string"},
        "ticket_description":{"type":"string"},"severity":{"type":"string","enum":["low","medium","high"]}},
        "required":["error_type","create_ticket","ticket_title","ticket_description","severity"],"additionalProperties":false}
        """).RootElement.Clone();

    internal static ChatResponseFormat Format { get; } = ChatResponseFormat.ForJsonSchema(Schema, "log_analysis");
}
