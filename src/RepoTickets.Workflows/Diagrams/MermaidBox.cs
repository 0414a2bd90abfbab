using System.Globalization;
using System.Text;

namespace RepoTickets.Workflows;

/// <summary>The box of a step: its shape tells the kind.</summary>
internal static class MermaidBox
{
    private const int MaximumLength = 80;

    internal static string Of(string node, StepDefinition step)
    {
        var (open, close) = step switch
        {
            CodeStep or SubWorkflowStep => ("[[", "]]"),
            WaitForEventStep or DelayStep => ("([", "])"),
            ApprovalStep => ("{{", "}}"),
            ForEachStep => ("[/", "/]"),
            _ => ("[", "]"),
        };
        var condition = step.Condition is { } text ? $"<br/>if {Escape(text)}" : "";
        return $"    {node}{open}\"{Escape(step.Title.Length > 0 ? step.Title : step.Id)}<br/>{Escape(Describe(step))}{condition}\"{close}";
    }

    /// <summary>
    /// Everything but letters, digits and a few harmless signs as a character code, which Mermaid shows as the character and never reads.
    /// </summary>
    internal static string Escape(string text)
    {
        var escaped = new StringBuilder();
        var count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (++count > MaximumLength)
            {
                return escaped.Append('…').ToString();
            }

            if (Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '.' or ',' or '-' or '_')
            {
                escaped.Append(rune);
            }
            else if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                escaped.Append(' ');
            }
            else
            {
                escaped.Append(CultureInfo.InvariantCulture, $"#{rune.Value};");
            }
        }

        return escaped.ToString();
    }

    private static string Describe(StepDefinition step) => step switch
    {
        AgentTaskStep task => $"task {task.TaskType}",
        CodeStep code => $"code {code.Code}",
        WaitForEventStep wait => $"waits for {wait.Event}",
        DelayStep { Until: { } until } => $"until {until}",
        DelayStep delay => $"waits {DurationText.Write(delay.Duration)}",
        ApprovalStep { Approvers.Count: 0 } => "approval",
        ApprovalStep approval => $"approval by {string.Join(", ", approval.Approvers)}",
        SubWorkflowStep workflow => $"workflow {workflow.Definition}",
        ForEachStep forEach => $"for each of {forEach.Items} {Describe(forEach.Body)}",
        _ => "",
    };
}
