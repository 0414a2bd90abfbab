using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Reports;

/// <summary>The status as JSON, by the Python package's names.</summary>
internal static class StatusJson
{
    internal static void Write(TextWriter output, ProjectStatus status) => JsonShape.Write(output, "status", writer =>
    {
        writer.WriteNumber("total_tickets", status.Total);
        writer.WriteNumber("open_tickets", status.Open);
        writer.WriteNumber("not_ended", status.NotEnded);
        writer.WriteNumber("in_progress", status.InProgress);
        writer.WriteNumber("closed_tickets", status.Closed);
        writer.WriteNumber("critical_open", status.CriticalOpen);
        writer.WriteNumber("high_priority_open", status.HighOpen);
        writer.WriteNumber("recent_closed", status.RecentlyClosed.Count);
        writer.Objects("recent_closed_list", status.RecentlyClosed, static (writer, ticket) =>
        {
            writer.WriteString("id", ticket.Id.Value);
            writer.WriteString("title", ticket.Title);
            writer.WriteString("closed_at", Texts.Day(ticket.UpdatedAt));
        });
        writer.WriteStartObject("agent_stats");
        writer.WriteNumber("total_agents", status.Agents);
        writer.WriteNumber("active_agents", status.ActiveAgents);
        writer.WriteNumber("total_tasks", status.Tasks);
        writer.WriteNumber("active_tasks", status.ActiveTasks);
        writer.WriteEndObject();
        writer.WriteStartObject("requirements_stats");
        writer.WriteNumber("tickets_with_requirements", status.TicketsWithRequirements);
        writer.WriteNumber("total_requirements", status.Requirements);
        writer.WriteNumber("total_user_stories", status.Stories);
        writer.WriteNumber("total_story_points", status.StoryPoints);
        writer.WriteNumber("total_scenarios", status.Scenarios);
        writer.WriteNumber("total_expected_results", status.ExpectedResults);
        writer.WriteNumber("tickets_with_acceptance_met", status.AcceptanceMet);
        writer.Number("requirements_coverage", status.RequirementsCoverage);
        writer.Number("test_pass_rate", status.TestPassRate);
        writer.WriteEndObject();
        FaultJson.Write(writer, status.Faults);
    });
}
