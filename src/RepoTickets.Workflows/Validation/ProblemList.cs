namespace RepoTickets.Workflows;

/// <summary>Collects problems up to a bound: a hostile definition could make millions.</summary>
internal sealed class ProblemList
{
    private readonly List<WorkflowProblem> _problems = [];
    private int _dropped;

    internal void Add(WorkflowProblem problem)
    {
        if (_problems.Count < WorkflowValidator.MaximumProblems - 1)
        {
            _problems.Add(problem);
        }
        else
        {
            _dropped++;
        }
    }

    internal ValueList<WorkflowProblem> ToValueList() => _dropped == 0
        ? _problems.ToValueList()
        : [.. _problems, new("", null, "definition", $"There are {_dropped} more problems. Mend those above first.")];
}
