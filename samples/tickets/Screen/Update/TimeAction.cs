namespace RepoTickets.CommandLine.Screen.Update;

/// <summary>What the form for times can do; the words are what stands in the form.</summary>
internal enum TimeAction
{
    Start,
    Stop,
    Add,
}
