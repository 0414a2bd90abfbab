namespace RepoTickets.CommandLine.Screen.Update;

/// <summary>What stands in a field of a form is not what it takes.</summary>
internal sealed class FieldException(string field, string message) : Exception(message)
{
    internal string Field { get; } = field;
}
