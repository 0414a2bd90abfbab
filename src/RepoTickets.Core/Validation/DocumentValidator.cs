namespace RepoTickets;

/// <summary>
/// Checks documents against the rules of the model and of a repository's configuration. Nothing is asked of the store: whether a reference
/// leads anywhere is not checked here. Thread-safe.
/// </summary>
public static partial class DocumentValidator
{
    /// <summary>Every rule that a document breaks, in the order of its fields; empty for a valid one.</summary>
    /// <param name="document">The document.</param>
    /// <param name="configuration">Says which statuses and priorities the repository uses.</param>
    /// <param name="allowPlaceholders">
    /// For documents of a change set that is not resolved yet: the own identifier may be unassigned or a placeholder, references may be
    /// placeholders.
    /// </param>
    public static ValueList<FieldProblem> Validate(Document document, TicketsConfiguration configuration, bool allowPlaceholders = false)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(configuration);
        var checks = new FieldChecks(allowPlaceholders);
        switch (document)
        {
            case Ticket ticket:
                CheckTicket(checks, ticket, configuration);
                break;
            case Epic epic:
                CheckEpic(checks, epic, configuration);
                break;
            case BacklogItem item:
                CheckBacklogItem(checks, item, configuration);
                break;
            case Agent agent:
                CheckAgent(checks, agent);
                break;
            case AgentTask task:
                CheckAgentTask(checks, task, configuration);
                break;
            case Lease lease:
                CheckLease(checks, lease);
                break;
            case WorkflowInstance workflow:
                CheckWorkflow(checks, workflow);
                break;
            case StoredWorkflowDefinition definition:
                CheckWorkflowDefinition(checks, definition);
                break;
            case WorkflowLease workflowLease:
                CheckWorkflowLease(checks, workflowLease);
                break;
            default:
                throw new ArgumentException($"There are no rules for documents of type {document.GetType().Name}.", nameof(document));
        }

        return checks.Problems;
    }

    /// <summary>As <see cref="Validate(Document, TicketsConfiguration, bool)"/>, with an exception instead of a list.</summary>
    /// <exception cref="InvalidDocumentException">The document breaks rules; all of them are in the exception.</exception>
    public static void ThrowIfInvalid(Document document, TicketsConfiguration configuration, bool allowPlaceholders = false)
    {
        var problems = Validate(document, configuration, allowPlaceholders);
        if (problems.Count > 0)
        {
            throw new InvalidDocumentException(document.Key, problems);
        }
    }

    /// <summary>
    /// Every rule that a configuration breaks: at least one status and one priority, none twice, the default status among the statuses, and
    /// a prefix that identifiers can begin with.
    /// </summary>
    public static ValueList<FieldProblem> Validate(TicketsConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var checks = new FieldChecks(allowPlaceholders: false);
        if (!configuration.Statuses.Contains(configuration.DefaultStatus))
        {
            checks.Add("default_status", configuration.DefaultStatus.Value, $"It must be one of the statuses: " +
                $"{string.Join(", ", configuration.Statuses)}.");
        }

        if (DocumentIdGrammar.Explain(configuration.IdPrefix, relaxed: false) is { } reason)
        {
            checks.Add("id_prefix", configuration.IdPrefix, $"The prefix {reason}.");
        }
        else if (configuration.IdPrefix.Length > IdentifierProposal.MaximumPrefixLength)
        {
            checks.Add(
                "id_prefix", configuration.IdPrefix, $"The prefix is longer than {IdentifierProposal.MaximumPrefixLength} characters.");
        }

        CheckSet(checks, "labels", configuration.Labels, atLeastOne: false);
        checks.Lines("labels", configuration.Labels, required: true);
        CheckSet(checks, "priorities", configuration.Priorities.Select(static priority => priority.Value).ToValueList(), atLeastOne: true);
        CheckSet(checks, "statuses", configuration.Statuses.Select(static status => status.Value).ToValueList(), atLeastOne: true);
        return checks.Problems;
    }

    private static void CheckSet(FieldChecks checks, FieldPath field, ValueList<string> values, bool atLeastOne)
    {
        if (atLeastOne && values.Count == 0)
        {
            checks.Add(field, "", "At least one is needed.");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < values.Count; i++)
        {
            if (!seen.Add(values[i]))
            {
                checks.Add($"{field}[{i}]", values[i], "It stands in the list twice.");
            }
        }
    }
}
