namespace RepoTickets.CommandLine.Screen.Model;

/// <summary>The fields of forms, as they are labelled.</summary>
internal static class FieldNames
{
    internal const string Title = "Title";
    internal const string Description = "Description";
    internal const string Status = "Status";
    internal const string Priority = "Priority";
    internal const string Assignee = "Assignee";
    internal const string Labels = "Labels";
    internal const string Estimate = "Estimate h";
    internal const string Points = "Points";
    internal const string Text = "Text";
    internal const string Type = "Type";
    internal const string Spent = "Spent h";
    internal const string Completion = "Completion %";
    internal const string Milestone = "Milestone";
    internal const string Dependencies = "Depends on";
    internal const string Risks = "Risks";
    internal const string Action = "Action";
    internal const string Minutes = "Minutes";
}
