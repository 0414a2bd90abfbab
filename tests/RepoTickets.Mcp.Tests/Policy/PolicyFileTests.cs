using RepoTickets.Mcp.Policy;
using RepoTickets.Mcp.Tests.Support;
using RepoTickets.Mcp.Tools;

namespace RepoTickets.Mcp.Tests.Policy;

/// <summary>A server never starts with less of a limit than it was given.</summary>
public sealed class PolicyFileTests
{
    [Theory]
    [InlineData("", "(1): this is not JSON")]
    [InlineData("{\"version\": 1,\n \"labels\": [\"bug\"]\n", "(3): this is not JSON")]
    [InlineData("{\"version\": 1}\n{}", "(2): this is not JSON")]
    [InlineData("[]", "(1): there should be an object")]
    [InlineData("{\n\"version\": 2}", "(2): 'version' must be 1")]
    [InlineData("{\n\n}", "(3): 'version' is missing")]
    [InlineData("{\"version\": 1,\n\"label\": [\"bug\"]}", "(2): 'label' is not known")]
    [InlineData("{\"version\": 1,\n\"labels\": \"bug\"}", "(2): there should be a list")]
    [InlineData("{\"version\": 1,\n\"labels\": [\"bug\",\n7]}", "(3): there should be texts")]
    [InlineData("{\"version\": 1,\n\"labels\": [\"bug\", \" \"]}", "(2): a text in the list 'labels' is empty")]
    [InlineData("{\"version\": 1, \"labels\": []}", "0 labels are named")]
    [InlineData(
        "{\"version\": 1,\n\"tools\": [\"show_ticket\",\n\"delete_ticket\"]}",
        "(3): there is no tool 'delete_ticket'. Tools are claim_next")]
    [InlineData("{\"version\": 1, \"tools\": []}", "no tool is named")]
    [InlineData("{\"version\": 1,\n\"read_only\": \"yes\"}", "(2): 'read_only' must be true or false")]
    [InlineData("{\"version\": 1,\n\"labels\": [\"a\"],\n\"labels\": [\"b\"]}", "(3): 'labels' stands there twice")]
    [InlineData("{\"version\": 1, \"labels\": [\"\\ud800\"]}", "not UTF-8")]
    public async Task PolicyFile_ThatIsWrong_IsToldWithItsLine(string text, string expected)
    {
        using var repository = await TestRepository.CreateAsync();
        var path = repository.Write("policy.json", text);
        var error = Assert.Throws<PolicyException>(() => PolicyFile.Read(path, ToolCatalog.Names));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains("policy.json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PolicyFile_ThatIsWrong_KeepsTheServerFromStarting()
    {
        using var repository = await TestRepository.CreateAsync();
        var path = repository.Write("policy.json", "{\"version\": 1,\n\"label\": [\"bug\"]}");
        var (exitCode, output, errors) = await RunAsync("--repo", repository.Folder, "--policy", path);
        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains("policy.json(2): 'label' is not known", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "there is no tool 'nothing'", "--tools", "nothing")]
    [InlineData(2, "0 labels are named", "--labels", "")]
    [InlineData(2, "nothing would be left to call", "--tools", "claim_next,create_ticket", "--read-only")]
    [InlineData(2, "cannot be read", "--policy", "/nowhere/policy.json")]
    [InlineData(2, "--surprise", "--surprise")]
    [InlineData(3, "There is no ticket store", "--repo", "/proc")]
    public async Task Options_ThatAreWrong_AreToldOnStandardError(int expectedCode, string expected, params string[] arguments)
    {
        using var repository = await TestRepository.CreateAsync();
        var (exitCode, output, errors) = await RunAsync(arguments[0] == "--repo" ? arguments : ["--repo", repository.Folder, .. arguments]);
        Assert.Equal(expectedCode, exitCode);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Fact]
    public async Task Options_ThatLeaveNothing_AreRefused()
    {
        using var repository = await TestRepository.CreateAsync();
        var path = repository.Write("policy.json", """{"version": 1, "labels": ["bug"], "tools": ["show_ticket"]}""");
        var policy = PolicyFile.Read(path, ToolCatalog.Names);
        Assert.Contains(
            "no label in common", Assert.Throws<PolicyException>(() => policy.NarrowedBy(new() { Labels = ["web"] })).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "no tool in common", Assert.Throws<PolicyException>(() => policy.NarrowedBy(new() { Tools = ["list_tickets"] })).Message,
            StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var server = ServerProcess.Start(arguments);
        server.Process.StandardInput.Close();
        var output = await server.Process.StandardOutput.ReadToEndAsync();
        var (exitCode, errors) = await server.EndAsync();
        return (exitCode, output, errors);
    }
}
