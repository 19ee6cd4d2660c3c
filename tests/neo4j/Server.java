import java.nio.file.Path;
import java.util.Map;
import org.neo4j.configuration.connectors.ConnectorPortRegister;
import org.neo4j.configuration.connectors.ConnectorType;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.kernel.internal.GraphDatabaseAPI;

/**
 * A Neo4j server for tests: {@code java -cp 'lib/*' Server.java FOLDER}.
 *
 * <p>Settings are read from {@code FOLDER/neo4j.conf}; the data lies in that folder too. Prints {@code listening PORT}
 * when Bolt answers. Ends when its standard input is closed, so that it never outlives the process that started it,
 * however that ends. The environment variable OPENDOORS_TEST_NEO4J_PASSWORD, where it is set, becomes the password of
 * the user {@code neo4j}.
 */
public class Server {
    public static void main(String[] arguments) {
        try {
            serve(Path.of(arguments[0]));
            System.exit(0);
        } catch (Throwable error) { // Neo4j's threads would keep the process alive
            error.printStackTrace();
            System.exit(1);
        }
    }

    private static void serve(Path folder) throws Exception {
        DatabaseManagementService service =
                new DatabaseManagementServiceBuilder(folder)
                        .loadPropertiesFromFile(folder.resolve("neo4j.conf"))
                        .build();
        Runtime.getRuntime().addShutdownHook(new Thread(service::shutdown));
        GraphDatabaseAPI system = (GraphDatabaseAPI) service.database("system");
        String password = System.getenv("OPENDOORS_TEST_NEO4J_PASSWORD");
        if (password != null) {
            system.executeTransactionally(
                    "CREATE OR REPLACE USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED",
                    Map.of("password", password));
        }
        ConnectorPortRegister ports = system.getDependencyResolver().resolveDependency(ConnectorPortRegister.class);
        System.out.println("listening " + ports.getLocalAddress(ConnectorType.BOLT).getPort());
        while (System.in.read() >= 0) {}
    }
}
