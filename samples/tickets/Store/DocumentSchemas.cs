using System.Text.Json;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Store;

/// <summary>
/// The forms of documents. A field is <c>name:type</c>; <c>!</c> after a name means required, <c>?</c> after a type means that null is
/// allowed, <c>[]</c> a list.
/// </summary>
internal static class DocumentSchemas
{
    private const string Ticket =
        "id!:id title!:title description:text status:@status priority:@priority assignee:text? reporter:text reporter_email:text " +
        "labels:text[] created_at:time updated_at:time comments:object[] branch:text commit:text? journal_entries:object[] " +
        "time_logs:object[] estimated_hours:number? story_points:integer? blocked_by:id[] blocks:id[] related_to:id[] epic_id:id? " +
        "parent_ticket_id:id? child_ticket_ids:id[] assigned_agent:id? agent_tasks:id[] requirements:object[] user_stories:object[] " +
        "expected_results:object[] gherkin_scenarios:object[] requirements_status:@requirements acceptance_criteria_met:boolean " +
        "test_coverage_percentage:number?";

    private const string Epic =
        "id!:id title!:title description:text status:@epic priority:@priority owner:text owner_email:text labels:text[] created_at:time " +
        "updated_at:time target_version:text start_date:time? target_date:time? completed_date:time? estimated_story_points:integer? " +
        "ticket_ids:id[] goals:text[] success_criteria:text[]";

    private const string Backlog =
        "id!:id title!:title description:text item_type:@item priority:@priority status:@backlog story_points:integer? " +
        "business_value:integer? effort_estimate:number? risk_level:@risk product_owner:text assigned_to:text created_at:time " +
        "updated_at:time epic_id:id? ticket_id:id? dependencies:id[] acceptance_criteria:text[] definition_of_done:text[] " +
        "sprint_id:text? sprint_name:text? labels:text[] component:text theme:text";

    private const string Agent =
        "id!:id name!:title description:text agent_type:@agent-type status:@agent capabilities:object[] max_concurrent_tasks:integer " +
        "preferred_task_types:text[] endpoint:text? api_key:text? model:text? created_at:time updated_at:time last_seen:time? " +
        "metrics:object active_tasks:id[]";

    private const string Task =
        "id!:id ticket_id!:id agent_id!:id task_type!:text description!:text status:@task priority:@priority assigned_at:time " +
        "started_at:time? completed_at:time? instructions:text expected_output:text context:object output:text artifacts:text[] " +
        "error_message:text estimated_duration_minutes:integer? actual_duration_minutes:integer?";

    internal static string[] Kinds { get; } = ["ticket", "epic", "backlog", "agent", "task"];

    internal static void Write(Utf8JsonWriter writer, string kind, TicketsConfiguration configuration)
    {
        var fields = (kind switch { "ticket" => Ticket, "epic" => Epic, "backlog" => Backlog, "agent" => Agent, _ => Task }).Split(' ');
        writer.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
        writer.WriteString("title", kind);
        writer.WriteString("type", "object");
        writer.WriteStartObject("properties");
        foreach (var field in fields)
        {
            var (name, type) =
                (field[..field.IndexOf(':', StringComparison.Ordinal)], field[(field.IndexOf(':', StringComparison.Ordinal) + 1)..]);
            writer.WriteStartObject(name.TrimEnd('!'));
            WriteType(writer, type, configuration);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.Texts(
            "required",
            fields.Where(static field => field.Contains('!', StringComparison.Ordinal)).Select(static field => field.Split('!')[0]));
    }

    private static void WriteType(Utf8JsonWriter writer, string type, TicketsConfiguration configuration)
    {
        if (type.EndsWith("[]", StringComparison.Ordinal))
        {
            writer.WriteString("type", "array");
            writer.WriteStartObject("items");
            WriteType(writer, type[..^2], configuration);
            writer.WriteEndObject();
            return;
        }

        var simple = type.TrimEnd('?');
        var json = simple is "number" or "integer" or "boolean" or "object" ? simple : "string";
        if (type.EndsWith('?'))
        {
            writer.Texts("type", [json, "null"]);
        }
        else
        {
            writer.WriteString("type", json);
        }

        WriteLimits(writer, simple, configuration);
    }

    private static void WriteLimits(Utf8JsonWriter writer, string type, TicketsConfiguration configuration)
    {
        switch (type)
        {
            case "title":
                writer.WriteNumber("minLength", 1);
                writer.WriteNumber("maxLength", DocumentBounds.TitleLength);
                break;
            case "text":
                writer.WriteNumber("maxLength", DocumentBounds.TextLength);
                break;
            case "time":
                writer.WriteString("format", "date-time");
                break;
            case ['@', ..]:
                writer.Texts("enum", Words(type, configuration));
                break;
        }
    }

    private static IEnumerable<string> Words(string type, TicketsConfiguration configuration) => type switch
    {
        "@status" => configuration.Statuses.Select(static status => status.Value),
        "@priority" => configuration.Priorities.Select(static priority => priority.Value),
        "@requirements" => EnumTexts.RequirementsStatus.Allowed,
        "@epic" => EnumTexts.EpicStatus.Allowed,
        "@item" => EnumTexts.BacklogItemType.Allowed,
        "@backlog" => EnumTexts.BacklogStatus.Allowed,
        "@risk" => EnumTexts.RiskLevel.Allowed,
        "@agent-type" => EnumTexts.AgentType.Allowed,
        "@agent" => EnumTexts.AgentStatus.Allowed,
        _ => EnumTexts.AgentTaskStatus.Allowed,
    };
}
