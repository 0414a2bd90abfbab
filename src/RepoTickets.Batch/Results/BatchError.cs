using System.Globalization;

namespace RepoTickets.Batch;

/// <summary>One reason why a batch, or an operation of it, failed.</summary>
/// <param name="Index">The operation, counted from 0; -1 when the whole batch is concerned.</param>
/// <param name="Kind">What the operation does; null when the whole batch is concerned.</param>
/// <param name="Id">The document, or the name of the custom operation; empty when unknown. Safe to print.</param>
/// <param name="Field">The field as it stands in the file, such as <c>comments[2].content</c>; empty when it concerns no single
/// field.</param>
/// <param name="Reason">What is wrong and what to do, as a sentence. Safe to print.</param>
public sealed record BatchError(int Index, BatchOperationKind? Kind, string Id, string Field, string Reason)
{
    /// <summary>The line of the imported file, counted from 1; 0 when no file is concerned.</summary>
    public int Line { get; init; }

    /// <summary>The column in characters, counted from 1; 0 when no file is concerned.</summary>
    public int Column { get; init; }

    /// <summary>One line such as <c>(3,17) #2 update LOGIN-1 status: …</c>.</summary>
    public override string ToString()
    {
        var place = Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"({Line},{Column}) ") : "";
        var operation = Index >= 0 ? string.Create(CultureInfo.InvariantCulture, $"#{Index} ") : "";
        var what = string.Join(' ', new[] { Kind?.ToString(), Id, Field }.Where(static text => !string.IsNullOrEmpty(text)));
        return $"{place}{operation}{what}{(what.Length > 0 ? ": " : "")}{Reason}";
    }
}
