namespace RepoTickets.CommandLine.Importing;

/// <summary>What was read: issues, and what is none of ours to import.</summary>
internal sealed class ForeignReading
{
    private const int LongestTitle = 1_000;

    internal List<ForeignIssue> Issues { get; } = [];

    internal List<(string Id, string Reason)> Skipped { get; } = [];

    internal List<ForeignFaultException> Faults { get; } = [];

    /// <summary>Reads one piece; what is wrong with it is noted, so that all faults are told at once.</summary>
    /// <param name="read">Reads it.</param>
    /// <param name="name">What it is called there, where that is known already.</param>
    internal void Try(Action read, string? name = null)
    {
        try
        {
            read();
        }
        catch (ForeignFaultException fault)
        {
            Faults.Add(name is null ? fault : new(fault.Place, $"{DisplayText.Escape(name)}: {fault.Message}"));
        }
    }

    /// <summary>
    /// What is wrong with issues that can be read, each for itself: an identifier twice, a title that is too long. The latter alone is no
    /// fault of the file: the repository refuses it, and without all or nothing the others are imported. It is told here where the file is
    /// refused anyway.
    /// </summary>
    internal void Check()
    {
        var marks = new Dictionary<string, ForeignIssue>(StringComparer.Ordinal);
        foreach (var issue in Issues)
        {
            if (!marks.TryAdd(issue.Mark, issue))
            {
                Faults.Add(new(issue.Place, $"'{DisplayText.Escape(issue.Id)}' stands at {marks[issue.Mark].Place}, too."));
            }
        }

        if (Faults.Count > 0)
        {
            Faults.AddRange(
                Issues.Where(static issue => issue.Title.Length > LongestTitle).Select(static issue => new ForeignFaultException(
                issue.Place,
                $"{DisplayText.Escape(issue.Id)}: The title has {issue.Title.Length} characters; it may have {LongestTitle}.")));
        }
    }

    /// <summary>Faults in the order of the files and of the lines in them.</summary>
    internal List<ForeignFaultException> Ordered(IReadOnlyList<ForeignFile> files)
    {
        var order = files.Select(static (file, index) => (file.Name, index))
            .DistinctBy(static entry => entry.Name)
            .ToDictionary(StringComparer.Ordinal);
        return
        [
            .. Faults.OrderBy(fault => order.GetValueOrDefault(fault.Place.File, -1))
                .ThenBy(static fault => fault.Place.File, StringComparer.Ordinal)
                .ThenBy(static fault => fault.Place.Line)
                .ThenBy(static fault => fault.Place.Column),
        ];
    }
}
